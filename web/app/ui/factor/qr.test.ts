// The path of a QR code covers the dark modules, and leaves the quiet zone free, without which cameras find nothing.
import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrPath } from './qr';

const text = 'otpauth://totp/Acme:kim%40acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme';

it('draws each dark module once', () => {
	const { size, path } = qrPath(text);
	const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
		for (let at = Number(x); at < Number(x) + Number(width); at++) {
			expect(drawn[Number(y)]![at]).toBe(false);
			drawn[Number(y)]![at] = true;
		}
	}
	expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
});

it('leaves four modules free on every side', () => {
	const { size, path } = qrPath(text);
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
		expect(Number(x)).toBeGreaterThanOrEqual(4);
		expect(Number(y)).toBeGreaterThanOrEqual(4);
		expect(Number(x) + Number(width)).toBeLessThanOrEqual(size - 4);
	}
});
