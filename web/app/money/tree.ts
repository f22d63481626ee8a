// Categories as a tree: in the order in which it is read, and what is below one.
import type { Schemas } from '../api/client';

export type Category = Schemas['category_record'];
export type Branch = { one: Category; level: number };

const byName = (a: Category, b: Category) => (a.code ?? '').localeCompare(b.code ?? '') || a.name.localeCompare(b.name);

// Each category followed by those below it, by code, then name. Those whose parent is not among them begin at the top.
export function branches(all: readonly Category[]): Branch[] {
	const known = new Set(all.map(({ id }) => id));
	const below = new Map<number | undefined, Category[]>();
	for (const one of all) {
		const parent = one.parent_id != null && known.has(one.parent_id) ? one.parent_id : undefined;
		below.set(parent, [...(below.get(parent) ?? []), one]);
	}
	const walk = (parent: number | undefined, level: number): Branch[] =>
		(below.get(parent) ?? []).sort(byName).flatMap((one) => [{ one, level }, ...walk(one.id, level + 1)]);
	return walk(undefined, 0);
}

// A category and all below it, by number.
export function withBelow(all: readonly Category[], id: number): number[] {
	const found = [id];
	for (const { one } of branches(all)) if (one.parent_id != null && found.includes(one.parent_id)) found.push(one.id);
	return found;
}

// What a select shows: the level as an indent, that a screen reader passes over.
export const optionsOf = (all: readonly Category[]) =>
	branches(all).map(({ one, level }) => ({ value: String(one.id), label: `${'\u2007'.repeat(2 * level)}${one.code ? `${one.code} ` : ''}${one.name}` }));
