// Copying a text. Without https there is no clipboard but the old one, which takes what is selected.
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		const area = document.createElement('textarea');
		area.value = text;
		area.style.position = 'fixed';
		// In a dialog the focus may go nowhere else.
		(document.activeElement?.parentElement ?? document.body).append(area);
		area.select();
		const done = document.execCommand('copy');
		area.remove();
		return done;
	}
}
