// What a feature tells the shell: its pages, its place in the rail, its commands in the palette. Each feature has one
// feature.ts; nothing else of a feature is known outside of it.
import type { Ref } from 'vue';
import type { RouteRecordRaw } from 'vue-router';
import type { Right } from '../session/rights';

export type Place = {
	key: string; // of the text
	short?: string; // of a text for the phone's bar
	to: string;
	icon: string;
	order: number;
	right?: Right; // whoever has it not is not shown the place
	bar?: boolean; // on a phone in the bar, else behind "more"
	count?: () => Ref<number>; // of what waits there; called once, where the shell begins
	only?: () => boolean; // whether there is anything of it in this organization
	phone?: boolean; // on a phone alone: the rail has not this place
	top?: boolean; // on a phone at the top, beside the name
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
	always?: () => void; // runs in the shell, as long as that is there
	commands?: Command[];
};

export const defineFeature = (feature: Feature): Feature => feature;
