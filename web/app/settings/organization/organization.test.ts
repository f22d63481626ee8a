// What the forms of settings compute.
import { expect, it } from 'vitest';
import { localeChoices, zoneChoices } from './choices';
import { fit } from './logo';
import { changedValues, valuesBefore, type Organization } from './settings';

it('sends what was changed', () => {
	expect(changedValues({ locale: 'en', time_zone: 'UTC' }, { locale: 'de-AT', time_zone: 'UTC' })).toEqual({ locale: 'de-AT' });
});

it('goes back to the default of the server where there was no choice before', () => {
	const before = { locale: 'en', time_zone: 'Europe/Vienna', currency: 'EUR', own_settings: ['time_zone'] } as unknown as Organization;
	expect(valuesBefore(before, { locale: 'de', time_zone: 'UTC', currency: 'USD' })).toEqual({ locale: '', time_zone: 'Europe/Vienna', currency: 'EUR' });
});

it('offers what is in force', () => {
	expect(localeChoices('en', 'pt-BR')[0]!.value).toBe('pt-BR');
	expect(zoneChoices('UTC').filter(({ value }) => value === 'UTC')).toHaveLength(1);
});

it('fits a picture into a square, and makes none larger', () => {
	expect(fit(1024, 512, 256)).toEqual([256, 128]);
	expect(fit(40, 20, 256)).toEqual([40, 20]);
	expect(fit(5000, 1, 256)).toEqual([256, 1]);
});
