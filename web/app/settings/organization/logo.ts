// A picture as the server takes it for a logo: at most 64 KiB; what is larger is made smaller here.
export const maxBytes = 65_536;
const types = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

// The size within a square, in whole pixels, never larger than it is.
export function fit(width: number, height: number, side: number): [number, number] {
	const scale = Math.min(1, side / Math.max(width, height));
	return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

export async function asLogo(file: Blob): Promise<Blob> {
	if (types.includes(file.type) && file.size <= maxBytes) return file;
	const picture = await createImageBitmap(file).catch(() => undefined);
	// The server says what is wrong with it.
	if (!picture) return file;
	const canvas = document.createElement('canvas');
	for (const side of [256, 128]) {
		[canvas.width, canvas.height] = fit(picture.width, picture.height, side);
		canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
		for (const type of ['image/png', 'image/webp']) {
			const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));
			if (blob && blob.size <= maxBytes) return blob;
		}
	}
	return file;
}
