// What a client called itself, in words.
import { expect, it } from 'vitest';
import { clientName, isPhone } from './profile';

it('names browser and system', () => {
	expect(clientName('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')).toBe('Firefox, Linux');
	expect(clientName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0')).toBe('Edge, Windows');
	expect(clientName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1')).toBe('Safari, iPhone');
	expect(clientName('curl/8.5.0')).toBe('curl');
	expect(clientName(null)).toBe('');
});

it('tells a phone from a desk', () => {
	expect(isPhone('Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36')).toBe(true);
	expect(isPhone('Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0')).toBe(false);
});
