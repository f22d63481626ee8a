// The host that is shown while somebody types is the one that they get.
import { expect, it } from 'vitest';
import { currencyOf, parseOrganization, slugOf } from './slug';

it.each([['Acme Ltd', 'acme-ltd'], ['Åse & Söhne', 'ase-sohne'], ['  O’Neill’s  ', 'oneills'], ['Straße 7', 'strasse-7'], ['東京', ''], ['a'.repeat(80), 'a'.repeat(50)]])(
	'%s becomes %s', (name, slug) => expect(slugOf(name)).toBe(slug));
it('takes the currency from where the browser is', () => {
	expect(currencyOf(['en', 'de-CH'])).toBe('CHF');
	expect(currencyOf(['fr'])).toBe('EUR');
});
it('reads an ID, a name and a host', () => {
	expect(parseOrganization(' acm-4095 ')).toEqual({ id: 'ACM-4095' });
	expect(parseOrganization('Acme')).toEqual({ slug: 'acme' });
	expect(parseOrganization('https://acme.example.com/login')).toEqual({ slug: 'acme' });
	expect(parseOrganization('two words')).toBeUndefined();
});
