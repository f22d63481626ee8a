// Where a small picture is cut out of a large one, and of what none is made.
import { afterEach, expect, it, vi } from 'vitest';
import { receipts, type Receipt } from './receipts';
import { square, thumbnail } from './thumbnail';

vi.mock('./receipts', () => ({ receipts: { read: vi.fn() } }));
afterEach(() => { vi.unstubAllGlobals(); });

it('is the middle of what is too long', () => {
	expect(square(400, 300)).toEqual({ x: 50, y: 0, side: 300 });
	expect(square(3, 8)).toEqual({ x: 0, y: 2, side: 3 });
	expect(square(1, 1)).toEqual({ x: 0, y: 0, side: 1 });
});

const png = (...size: number[]) => Uint8Array.from([...'\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'].map((c) => c.charCodeAt(0)).concat(size, [8, 2, 0, 0, 0]));

it.each([
	['16000 × 16000', png(0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80)],
	['a size that cannot be read', Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2])],
])('decodes no picture of %s', async (name, bytes) => {
	const decode = vi.fn(() => Promise.reject(new Error('decoded')));
	vi.stubGlobal('createImageBitmap', decode);
	vi.mocked(receipts.read).mockResolvedValue(new File([bytes], name));
	const one = { media_type: 'image/png', sha256: name } as Receipt;
	expect(await thumbnail(one)).toEqual({ shows: false });
	expect(decode).not.toHaveBeenCalled();
	// Known from then on.
	expect(await thumbnail(one)).toEqual({ shows: false });
	expect(receipts.read).toHaveBeenCalledTimes(1);
	vi.mocked(receipts.read).mockClear();
});

it('decodes what is small enough', async () => {
	const decode = vi.fn(() => Promise.reject(new Error('decoded')));
	vi.stubGlobal('createImageBitmap', decode);
	vi.mocked(receipts.read).mockResolvedValue(new File([png(0, 0, 1, 0, 0, 0, 1, 0)], 'small.png'));
	await thumbnail({ media_type: 'image/png', sha256: 'small' } as Receipt);
	expect(decode).toHaveBeenCalledTimes(1);
});
