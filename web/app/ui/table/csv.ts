// A table as CSV (RFC 4180), for a spreadsheet: with the mark that tells it UTF-8, and no text that it would take for a
// formula.
export const formulaFree = (text: string) => (/^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text);

// Figures are given as they are: an amount may begin with a minus.
export type Cell = string | { figures: string };

export function toCsv(rows: Cell[][]): string {
	const cell = (one: Cell) => {
		const text = typeof one === 'string' ? formulaFree(one) : one.figures;
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

// Gives the browser a file to keep.
export function saveFile(name: string, text: string, type: string) {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type }));
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
