// How large a picture says it is, by its header alone: a few kilobytes can stand for a gigabyte of pixels, which
// nobody wants to have made unasked. The same headers as the server reads (extension/value/image.c), without GIF.
export interface Dimensions { width: number; height: number }

// What a browser decodes: four bytes for each of these.
const mostPixels = 50_000_000;

type Reader = (view: DataView, text: (at: number, length: number) => string) => Dimensions | undefined;

// IHDR has to be the first chunk.
const png: Reader = (view, text) =>
	text(0, 16) === '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR' ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;

// The first chunk, of the three kinds that there are.
const webp: Reader = (view, text) => {
	if (text(0, 4) !== 'RIFF' || text(8, 4) !== 'WEBP') return undefined;
	const kind = text(12, 4);
	const threeBytes = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
	if (kind === 'VP8X') return { width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
	if (kind === 'VP8L' && view.getUint8(20) === 0x2f) {
		const both = view.getUint32(21, true);
		return { width: (both & 0x3fff) + 1, height: (both >>> 14 & 0x3fff) + 1 };
	}
	if (kind === 'VP8 ' && text(23, 3) === '\x9d\x01\x2a') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
	return undefined;
};

// SOF0 to SOF15, without the three of that range that are something else.
const beginsFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

// The segments up to the first frame.
const jpeg: Reader = (view, text) => {
	if (text(0, 3) !== '\xff\xd8\xff') return undefined;
	for (let at = 2; view.getUint8(at) === 0xff;) {
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			at++; // filling
			continue;
		}
		const length = view.getUint16(at + 2);
		// Data or the end before a frame, or a marker that has no segment and no place here.
		if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2) return undefined;
		if (beginsFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		at += 2 + length;
	}
	return undefined;
};

// Undefined: no picture of these kinds, one that ends too early, or one without a size.
export function dimensions(bytes: Uint8Array): Dimensions | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
	for (const read of [png, webp, jpeg]) {
		try {
			const found = read(view, text);
			if (found) return found.width > 0 && found.height > 0 ? found : undefined;
		} catch (error) {
			// It ends before its header does.
			if (error instanceof RangeError) return undefined;
			throw error;
		}
	}
	return undefined;
}

// Whether a picture may be made of a file.
export async function mayDecode(file: Blob): Promise<boolean> {
	const size = dimensions(new Uint8Array(await file.arrayBuffer()));
	return size !== undefined && size.width * size.height <= mostPixels;
}
