// Files that are dropped anywhere on the page, or pasted, go to the part that was set up last and takes them.
import { computed, onScopeDispose, ref, shallowReactive } from 'vue';

type Taker = { may: () => boolean; take: (files: File[]) => void };
const takers = shallowReactive<Taker[]>([]);
const isOver = ref(false);
let leaving: ReturnType<typeof setTimeout> | undefined;

const taker = () => takers.findLast(({ may }) => may());
const hasFiles = (transfer: DataTransfer | null) => !!transfer?.types.includes('Files');

function over(event: DragEvent) {
	if (!hasFiles(event.dataTransfer)) return;
	// Else the browser leaves the app and shows the file.
	event.preventDefault();
	clearTimeout(leaving);
	isOver.value = !!taker();
	event.dataTransfer!.dropEffect = isOver.value ? 'copy' : 'none';
}
// An element inside is entered before the one around it is left.
function leave() {
	clearTimeout(leaving);
	leaving = setTimeout(() => { isOver.value = false; }, 50);
}
function drop(event: DragEvent) {
	if (!hasFiles(event.dataTransfer)) return;
	event.preventDefault();
	isOver.value = false;
	give([...event.dataTransfer!.files]);
}
// A spreadsheet's cells are text, and a picture of it: they are pasted as text.
const paste = ({ clipboardData }: ClipboardEvent) => { if (!clipboardData?.types.includes('text/plain')) give([...(clipboardData?.files ?? [])]); };

function give(files: File[]) {
	if (files.length > 0) taker()?.take(files);
}

function listen(on: boolean) {
	const change = on ? addEventListener : removeEventListener;
	change('dragover', over);
	change('dragleave', leave);
	change('drop', drop);
	change('paste', paste);
}

// Whether files are held over the page that would come here.
export function useDrop(may: () => boolean, take: (files: File[]) => void) {
	const mine: Taker = { may, take };
	if (takers.length === 0) listen(true);
	takers.push(mine);
	onScopeDispose(() => {
		takers.splice(takers.indexOf(mine), 1);
		if (takers.length === 0) listen(false);
	});
	return computed(() => isOver.value && taker() === mine);
}
