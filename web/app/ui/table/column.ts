// A column of DataTable. Its text comes from `text`, or from a slot of the table with the column's key.
export type Column<T> = {
	key: string;
	title: string;
	text?: (row: T) => string;
	width?: string; // of a grid: '8rem', 'minmax(10rem, 2fr)'
	figures?: boolean; // right-aligned, figures of one width
	quiet?: boolean; // grey
	always?: boolean; // on a phone too
	sortable?: boolean;
};
