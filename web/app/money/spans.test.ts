// Spans begin and end where the calendar has months, quarters and years, leap days included.
import { expect, it } from 'vitest';
import { covers, given, monthsOf, spanAfter, spanAround, spansFrom } from './spans';

const quarter = { month: '2026-10-01', until: '2026-12-31' };
it('finds the month, quarter and year of a day', () => {
	expect(spanAround('month', '2024-02-17')).toEqual({ month: '2024-02-01', until: '2024-02-29' });
	expect(spanAround('quarter', '2026-12-31')).toEqual(quarter);
	expect(spanAround('quarter', '2026-01-01')).toEqual({ month: '2026-01-01', until: '2026-03-31' });
	expect(spanAround('year', '2026-11-29')).toEqual({ month: '2026-01-01', until: '2026-12-31' });
});
it('offers those before and after', () => {
	expect(spansFrom('quarter', '2026-11-30', 3, 1).map(({ month }) => month)).toEqual(['2026-07-01', '2026-10-01', '2027-01-01']);
	expect(spansFrom('month', '2026-12-31', 3).map(({ month }) => month)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
});
it('counts whole months alone', () => {
	expect([quarter, { month: '2026-02-01', until: '2026-02-28' }, { month: '2024-02-01', until: '2024-02-28' }, { month: '2026-02-02', until: '2026-02-28' },
		{ month: '2026-11-01', until: '2027-10-31' }].map(monthsOf)).toEqual([3, 1, 0, 0, 12]);
});
it('goes on as long again', () => {
	expect(spanAfter(quarter)).toEqual({ month: '2027-01-01', until: '2027-03-31' });
	expect(spanAfter({ month: '2026-01-01', until: '2026-12-31' })).toEqual({ month: '2027-01-01', until: '2027-12-31' });
	expect(spanAfter({ month: '2024-01-01', until: '2024-01-31' })).toEqual({ month: '2024-02-01', until: '2024-02-29' });
	expect(spanAfter({ month: '2026-02-15', until: '2026-02-21' })).toEqual({ month: '2026-02-22', until: '2026-02-28' });
});
it('has its first and its last day', () => {
	expect(['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'].map((day) => covers(quarter, day))).toEqual([false, true, true, false]);
	expect(given('2026-10-01', '')).toEqual({ month: '2026-10-01' });
	expect(given('soon', '2026-12-31')).toEqual({ until: '2026-12-31' });
});
