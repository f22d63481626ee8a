// A QR code as the path of an SVG: one square for each dark module, those beside each other in a row as one.
import { encode } from 'uqr';

export function qrPath(text: string): { size: number; path: string } {
	const { data, size } = encode(text, { ecc: 'M', border: 4 });
	const parts: string[] = [];
	data.forEach((row, y) => {
		for (let x = 0; x < size; x++) {
			if (!row[x]) continue;
			let end = x;
			while (row[end]) end++;
			parts.push(`M${x} ${y}h${end - x}v1h${x - end}z`);
			x = end;
		}
	});
	return { size, path: parts.join('') };
}
