// Dropped and pasted files go to one place: the last that takes them. Everything else that is dropped is left alone.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useDrop } from './drop';

const listeners = new Map<string, (event: object) => void>();
beforeEach(() => {
	vi.stubGlobal('addEventListener', (name: string, run: (event: object) => void) => listeners.set(name, run));
	vi.stubGlobal('removeEventListener', (name: string) => listeners.delete(name));
});
afterEach(() => vi.unstubAllGlobals());

const file = new File(['x'], 'a.pdf');
const event = (files: File[], types = ['Files']) => ({ preventDefault: vi.fn(), dataTransfer: { types, files, dropEffect: 'none' } });
const fire = <E extends object>(name: string, of: E): E => {
	listeners.get(name)!(of);
	return of;
};
// A part of the page that takes files while it is there.
function part(may = () => true) {
	const scope = effectScope();
	const take = vi.fn();
	const isOver = scope.run(() => useDrop(may, take))!;
	return { take, isOver, stop: () => scope.stop() };
}

it('gives files to the part that was set up last, then to the one before, then to none', () => {
	const list = part();
	const panel = part();
	expect(fire('dragover', event([])).dataTransfer.dropEffect).toBe('copy');
	expect([list.isOver.value, panel.isOver.value]).toEqual([false, true]);
	expect(fire('drop', event([file])).preventDefault).toHaveBeenCalled();
	expect(panel.take).toHaveBeenCalledExactlyOnceWith([file]);
	expect(panel.isOver.value).toBe(false);
	panel.stop();
	fire('drop', event([file]));
	expect(list.take).toHaveBeenCalledOnce();
	list.stop();
	expect(listeners.size).toBe(0);
});

it('passes over who may not, and keeps the browser from leaving the page for the file all the same', () => {
	let may = false;
	const panel = part(() => may);
	const over = fire('dragover', event([]));
	expect(over.dataTransfer.dropEffect).toBe('none');
	expect(over.preventDefault).toHaveBeenCalled();
	expect(panel.isOver.value).toBe(false);
	expect(fire('drop', event([file])).preventDefault).toHaveBeenCalled();
	expect(panel.take).not.toHaveBeenCalled();
	may = true;
	fire('drop', event([file]));
	expect(panel.take).toHaveBeenCalledOnce();
	panel.stop();
});

it('leaves text alone, dropped or pasted, and takes a pasted picture', () => {
	const panel = part();
	expect(fire('dragover', event([], ['text/plain'])).preventDefault).not.toHaveBeenCalled();
	expect(fire('drop', event([], ['text/plain'])).preventDefault).not.toHaveBeenCalled();
	// Cells of a spreadsheet come with a picture of them.
	fire('paste', { clipboardData: { types: ['text/plain', 'Files'], files: [file] } });
	fire('paste', { clipboardData: null });
	expect(panel.take).not.toHaveBeenCalled();
	fire('paste', { clipboardData: { types: ['Files'], files: [file] } });
	expect(panel.take).toHaveBeenCalledExactlyOnceWith([file]);
	panel.stop();
});
