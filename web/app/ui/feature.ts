// What a feature tells the shell: its pages, its place in the rail, its commands in the palette. Each feature has one
// feature.ts; nothing else of a feature is known outside of it.
import type { RouteRecordRaw } from 'vue-router';
import type { Right } from '../session/rights';

export type Place = {
	key: string; // of the text
	to: string;
	icon: string;
	order: number;
	right?: Right; // whoever has it not is not shown the place
	bar?: boolean; // on a phone in the bar, else behind "more"
	phone?: boolean; // on a phone alone: the rail has not this place
};

export type Command = {
	key: string; // of the text
	icon: string;
	to?: string;
	run?: () => void | Promise<void>;
	right?: Right;
	shortcut?: string; // one key, outside of fields
};

export type Feature = {
	name: string; // = the first word of its texts' keys
	routes: RouteRecordRaw[]; // inside the shell, for those who are logged in
	outside?: RouteRecordRaw[]; // without the shell: landing, log-in
	places?: Place[];
	commands?: Command[];
};

export const defineFeature = (feature: Feature): Feature => feature;
