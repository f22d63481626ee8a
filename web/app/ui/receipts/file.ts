// What a file is before it is sent: its kind by its first bytes, as the server tells it (docs/expenses.md, "Receipts"),
// whether the organization takes it, and what it is called there. The server looks again at all of it.
import { Problem } from '../../api/client';

export const accept = 'image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,application/pdf';
export const kinds = { 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/webp': 'WebP', 'image/heic': 'HEIC', 'application/pdf': 'PDF' } as const;
export type Kind = keyof typeof kinds;
// Those that every browser shows.
export const isPicture = (kind: string) => ['image/jpeg', 'image/png', 'image/webp'].includes(kind);

const megabyte = 1024 * 1024;
const nameLength = 200;
const nameBytes = 1600; // in an address, whose line may have 2 kB
const headLength = 1024;
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'];

// HEIC: the first box names the brands that the file is of.
function isHeic(bytes: Uint8Array, text: string): boolean {
	if (bytes.length < 16 || text.slice(4, 8) !== 'ftyp') return false;
	const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
	for (let at = 8; at + 4 <= Math.min(length, bytes.length); at += at === 8 ? 8 : 4) if (heicBrands.includes(text.slice(at, at + 4))) return true;
	return false;
}

// What begins with these bytes; undefined: nothing that can be a receipt.
export function kindOf(bytes: Uint8Array): Kind | undefined {
	const text = String.fromCharCode(...bytes.subarray(0, headLength));
	if (text.startsWith('\xff\xd8')) return 'image/jpeg';
	if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
	if (/^%PDF-[12]\.\d/.test(text)) return 'application/pdf';
	return isHeic(bytes, text) ? 'image/heic' : undefined;
}

// As the server would say it.
const refusal = (code: string) => new Problem(422, { code: 'invalid', detail: 'invalid receipt', errors: [{ field: 'content', code, message: code }] });

// Why a file is not worth sending: empty, larger than the organization takes, or of no kind that it takes.
export async function check(file: File, megabytes: number): Promise<Problem | undefined> {
	if (file.size > megabytes * megabyte) return refusal('too_large');
	// What cannot be read is a folder, or is gone since it was chosen.
	const head = await file.slice(0, headLength).arrayBuffer().catch(() => undefined);
	if (!head) return refusal('unreadable');
	if (file.size === 0) return refusal('missing');
	return kindOf(new Uint8Array(head)) ? undefined : refusal('unknown_type');
}

// What it is called at the server: without what a name of one line must not have, short enough, with its ending.
export function receiptName(name: string): string {
	const clean = name.normalize('NFC').replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trim() || 'receipt';
	const ending = /\.[\w-]{1,10}$/.exec(clean)?.[0] ?? '';
	const stem = [...clean.slice(0, clean.length - ending.length)].slice(0, nameLength - ending.length);
	while (encodeURIComponent(stem.join('')).length > nameBytes) stem.pop();
	return `${stem.join('')}${ending}`;
}

// "1.2 MB", as the reader writes it; of 1,024 and 1,048,576 bytes, as the limit is.
export function sizeText(bytes: number, tag: string): string {
	const [value, unit] = bytes >= megabyte ? [bytes / megabyte, 'megabyte'] : [Math.max(1, Math.round(bytes / 1024)), 'kilobyte'];
	return new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
