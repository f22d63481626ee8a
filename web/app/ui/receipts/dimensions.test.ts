// What a picture says of its size, in every form, is read; what cannot be read, or is too large, is not decoded.
import { expect, it } from 'vitest';
import { dimensions, mayDecode } from './dimensions';

const bytes = (...parts: (string | number[])[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));
const big = (value: number, count: number) => Array.from({ length: count }, (_, at) => Math.floor(value / 256 ** (count - 1 - at)) % 256);
const little = (value: number, count: number) => big(value, count).reverse();

const png = (width: number, height: number) => bytes('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', big(width, 4), big(height, 4), [8, 2, 0, 0, 0]);
const riff = (...chunk: (string | number[])[]) => bytes('RIFF', little(100, 4), 'WEBP', ...chunk);
const segment = (marker: number, content: number[]) => [0xff, marker, ...big(content.length + 2, 2), ...content];
const frame = (width: number, height: number) => [8, ...big(height, 2), ...big(width, 2), 3];

it.each([
	['PNG', png(16000, 12000), 16000, 12000],
	['PNG of the largest number', png(0xffffffff, 1), 0xffffffff, 1],
	['WebP with loss', riff('VP8 ', little(20, 4), [0, 0, 0], '\x9d\x01\x2a', little(0x4000 + 640, 2), little(480, 2)), 640, 480],
	['WebP without loss', riff('VP8L', little(20, 4), [0x2f], little(16382 + (16000 * 2 ** 14) + 2 ** 31, 4)), 16383, 16001],
	['extended WebP', riff('VP8X', little(10, 4), [0, 0, 0, 0], little(69999, 3), little(239, 3)), 70000, 240],
	['JPEG', bytes([0xff, 0xd8], segment(0xe0, [1, 2, 3]), segment(0xc0, frame(4000, 3000))), 4000, 3000],
	['progressive JPEG behind tables, filling and a preview', bytes([0xff, 0xd8],
		segment(0xe1, segment(0xc0, frame(16, 12))), segment(0xc4, frame(1, 1)), segment(0xc8, frame(2, 2)), segment(0xcc, frame(3, 3)),
		[0xff, 0xff], segment(0xc2, frame(16000, 16000))), 16000, 16000],
])('%s', (_, file, width, height) => {
	expect(dimensions(file)).toEqual({ width, height });
	// A part of something larger is read as itself; none that ends before its size has one.
	const around = new Uint8Array(file.length + 20);
	around.set(file, 7);
	expect(dimensions(around.subarray(7, 7 + file.length))).toEqual({ width, height });
	for (let length = 0; length < 18; length++) expect(dimensions(file.subarray(0, length))).toBeUndefined();
});

it.each([
	['nothing', bytes()],
	['a PDF', bytes('%PDF-1.4\n', Array(40).fill(0))],
	['a GIF', bytes('GIF89a', little(10, 2), little(10, 2), Array(40).fill(0))],
	['a PNG without IHDR in its place', bytes('\x89PNG\r\n\x1a\n\0\0\0\x0dtEXt', big(10, 4), big(10, 4), Array(40).fill(0))],
	['a PNG of no width', png(0, 10)],
	['a WebP of an unknown chunk', riff('ANIM', Array(40).fill(1))],
	['a WebP whose frame has no beginning', riff('VP8 ', little(20, 4), Array(40).fill(1))],
	['a JPEG of no height, told later', bytes([0xff, 0xd8], segment(0xc0, frame(10, 0)))],
	['a JPEG whose data come before a frame', bytes([0xff, 0xd8], segment(0xda, [1]), segment(0xc0, frame(10, 10)))],
	['a JPEG with something between segments', bytes([0xff, 0xd8], segment(0xe0, [1]), [0], segment(0xc0, frame(10, 10)))],
	['a JPEG with a segment of no length', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0], segment(0xc0, frame(10, 10)))],
])('no size has %s', async (_, file) => {
	expect(dimensions(file)).toBeUndefined();
	expect(await mayDecode(new Blob([file]))).toBe(false);
});

it('decodes up to 50 megapixels', async () => {
	expect(await mayDecode(new Blob([png(10000, 5000)]))).toBe(true);
	expect(await mayDecode(new Blob([png(10000, 5001)]))).toBe(false);
	expect(await mayDecode(new Blob([png(16000, 16000)]))).toBe(false);
});
