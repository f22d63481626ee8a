// How this member wants the app to look, on whatever device they log in. Language and theme stand in the browser's storage
// too, so that a page begins in them before anybody has asked the server.
import { shallowRef } from 'vue';
import { api, got, type Schemas } from '../api/client';

export type View = { name: string; query: string };
export type Preferences = { language: string | null; theme: string | null; columns: Record<string, string[]>; views: Record<string, View[]> };
type Change = { language?: string; theme?: 'system' | 'light' | 'dark'; columns?: Record<string, string[] | null>; views?: Record<string, View[] | null> };

const shown = shallowRef<Preferences>();
const read = (record: Schemas['preferences_record']) => record as Preferences;

// Lists of which nothing is kept any more go.
function merged<T>(old: Record<string, T>, change: Record<string, T | null> | undefined): Record<string, T> {
	return Object.fromEntries(Object.entries({ ...old, ...change }).filter((entry): entry is [string, T] => entry[1] !== null));
}

export const withChange = (old: Preferences, change: Change): Preferences => ({
	language: change.language ?? old.language, theme: change.theme ?? old.theme,
	columns: merged(old.columns, change.columns), views: merged(old.views, change.views),
});

export const preferences = {
	shown,
	async load() { shown.value = read(await got(api.GET('/api/v2/me/preferences'))); },
	forget() { shown.value = undefined; },

	// Shown at once, and taken back where the server refuses.
	async save(change: Change) {
		const before = shown.value;
		if (!before) return;
		shown.value = withChange(before, change);
		try {
			shown.value = read(await got(api.PATCH('/api/v2/me/preferences', { body: change })));
		} catch (error) {
			shown.value = before;
			throw error;
		}
	},
};
