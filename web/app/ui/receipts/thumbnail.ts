// Small pictures of receipts, made here from their files: two at a time, each once, and no more than a bound of them.
// The server keeps none. The person's browser forgets them with the page, or when somebody else logs in.
import { watch } from 'vue';
import { session } from '../../session/session';
import { mayDecode } from './dimensions';
import { isPicture } from './file';
import { receipts, type Receipt } from './receipts';

const side = 112; // pixels: 56 on a screen of two for one
const bound = 200;
const most = 2;

// Whether the browser shows the picture at all, small or as a whole; the address of the small one.
export interface Small { shows: boolean; address?: string }

const known = new Map<string, Promise<Small | undefined>>();
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
	else running++;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running--;
	}
}

// The middle square of a picture: where it begins, and how long its side is.
export function square(width: number, height: number): { x: number; y: number; side: number } {
	const length = Math.min(width, height);
	return { x: Math.floor((width - length) / 2), y: Math.floor((height - length) / 2), side: length };
}

async function make(one: Receipt): Promise<Small> {
	const file = await receipts.read(one);
	if (!await mayDecode(file)) return { shows: false };
	const picture = await createImageBitmap(file);
	const from = square(picture.width, picture.height);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = side;
	const context = canvas.getContext('2d')!;
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, from.x, from.y, from.side, from.side, 0, 0, side, side);
	picture.close();
	const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
	return { shows: true, address: small ? URL.createObjectURL(small) : undefined };
}

function forget(hash: string) {
	void known.get(hash)?.then((small) => small?.address && URL.revokeObjectURL(small.address));
	known.delete(hash);
}

// What is known of a small picture; undefined: of this there is none, or it could not be read.
export function thumbnail(one: Receipt): Promise<Small | undefined> {
	if (!isPicture(one.media_type)) return Promise.resolve(undefined);
	const before = known.get(one.sha256);
	if (before) return before;
	const made = inTurn(() => make(one)).catch(() => {
		// Read again the next time: it may have been the connection.
		known.delete(one.sha256);
		return undefined;
	});
	known.set(one.sha256, made);
	if (known.size > bound) forget(known.keys().next().value!);
	return made;
}

watch(session.member, (member) => { if (!member) for (const hash of [...known.keys()]) forget(hash); });
