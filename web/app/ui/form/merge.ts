// A form that is open while its record changes elsewhere. What nobody typed in follows the record; what was typed stays.
// Where both changed the same field, it is named: the person chooses (ui/state/ConflictNote).
export function follow<V extends Record<string, unknown>>(typed: V, before: V, now: V): { values: V; overtaken: (keyof V)[] } {
	const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
	const values = { ...typed };
	const overtaken: (keyof V)[] = [];
	for (const name of Object.keys(typed) as (keyof V)[]) {
		if (same(typed[name], before[name])) values[name] = now[name];
		else if (!same(now[name], before[name]) && !same(now[name], typed[name])) overtaken.push(name);
	}
	return { values, overtaken };
}
