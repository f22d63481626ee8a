// One-key commands: not while somebody types, and none where a dialog is open.
import { onMounted, onScopeDispose } from 'vue';

export type Shortcut = { key: string; control?: boolean; run: () => void };

export function isTyping(target: EventTarget | null): boolean {
	const element = target as HTMLElement | null;
	return !!element?.closest?.('input, textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"]');
}

export function useShortcuts(list: () => Shortcut[]) {
	const listen = (event: KeyboardEvent) => {
		if (event.defaultPrevented || event.isComposing || event.altKey) return;
		const control = event.ctrlKey || event.metaKey;
		const found = list().find((one) => one.key === event.key.toLowerCase() && !!one.control === control);
		if (!found || (!control && (isTyping(event.target) || document.querySelector('[role="dialog"][data-state="open"]')))) return;
		event.preventDefault();
		found.run();
	};
	onMounted(() => addEventListener('keydown', listen));
	onScopeDispose(() => removeEventListener('keydown', listen));
}
