// What a file is before it is sent: nothing that the server would take is refused, and what it would not is, with why.
import { expect, it } from 'vitest';
import { check, kindOf, receiptName, sizeText } from './file';

const bytes = (...parts: (string | number)[]) =>
	Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((letter) => letter.charCodeAt(0)))));
const heic = (major: string, ...others: string[]) => bytes(0, 0, 0, 16 + 4 * others.length, 'ftyp', major, 0, 0, 0, 0, ...others, 0, 0, 0, 8, 'mdat');

it('knows each kind by how it begins, and nothing else', () => {
	expect(kindOf(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
	expect(kindOf(bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0))).toBe('image/png');
	expect(kindOf(bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 '))).toBe('image/webp');
	expect(kindOf(bytes('%PDF-1.7\n'))).toBe('application/pdf');
	expect(kindOf(heic('heic'))).toBe('image/heic');
	expect(kindOf(heic('mif1', 'miaf', 'heix'))).toBe('image/heic');
	for (const other of [bytes(), bytes('GIF89a'), bytes('RIFF', 1, 2, 3, 4, 'WAVE'), bytes('%PDF-x'), bytes(' %PDF-1.7\n'), bytes('<html>\xff\xd8'), heic('avif', 'mif1'), bytes(0, 0, 0, 16, 'ftyp')]) {
		expect(kindOf(other)).toBeUndefined();
	}
	// A brand behind the box is none.
	expect(kindOf(bytes(0, 0, 0, 16, 'ftyp', 'mif1', 0, 0, 0, 0, 'heic'))).toBeUndefined();
});

const codeOf = async (file: File, megabytes = 1) => (await check(file, megabytes))?.fields[0]?.code;

it('says why a file is not sent: empty, too large, of no kind, or not to be read', async () => {
	const pdf = bytes('%PDF-1.7\n');
	expect(await codeOf(new File([pdf], 'a.txt'))).toBeUndefined();
	expect(await codeOf(new File([], 'a.pdf'))).toBe('missing');
	expect(await codeOf(new File(['hello'], 'a.pdf', { type: 'application/pdf' }))).toBe('unknown_type');
	const most = new File([pdf, new Uint8Array(1024 * 1024 - pdf.length)], 'most.pdf');
	expect(await codeOf(most)).toBeUndefined();
	const more = new File([most, 'x'], 'more.pdf');
	expect(await codeOf(more)).toBe('too_large');
	expect(await codeOf(more, 2)).toBeUndefined();
	const folder = { size: 4096, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('a folder')) }) } as unknown as File;
	expect(await codeOf(folder)).toBe('unreadable');
});

it('gives a name that the server takes, and keeps the ending', () => {
	expect(receiptName('Taxi.jpg')).toBe('Taxi.jpg');
	expect(receiptName(' a\u0000b\u202Egpj.exe ')).toBe('a b gpj.exe');
	expect(receiptName('\u0001')).toBe('receipt');
	expect(receiptName('u\u0308.png')).toBe('ü.png');
	expect(receiptName(`${'x'.repeat(300)}.pdf`)).toBe(`${'x'.repeat(196)}.pdf`);
	// As long as that in letters of four bytes, it would not be taken as an address.
	const long = receiptName(`${'🧾'.repeat(300)}.pdf`);
	expect(encodeURIComponent(long).length).toBeLessThan(1700);
	expect(long).toMatch(/^🧾{100,}\.pdf$/u);
});

it('writes sizes as people read them', () => {
	expect(sizeText(10, 'en')).toBe('1 kB');
	expect(sizeText(345_000, 'en')).toBe('337 kB');
	expect(sizeText(1_300_000, 'en')).toBe('1.2 MB');
	expect(sizeText(1_300_000, 'de')).toBe('1,2 MB');
	expect(sizeText(1_300_000, 'fr')).toMatch(/^1,2\sMo$/);
});
