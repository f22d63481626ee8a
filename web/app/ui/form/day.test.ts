// Days move without a time zone, and a month's end stays one.
import { expect, it } from 'vitest';
import { addDays, addMonths, isDay } from './day';

it('moves by days over months and years', () => {
	expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
	expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
});
it('moves by months to the last day there is', () => {
	expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
	expect(addMonths('2026-03-15', -3)).toBe('2025-12-15');
});
it('knows a day', () => {
	expect(isDay('2026-02-28')).toBe(true);
	expect(isDay('28.2.2026')).toBe(false);
});
