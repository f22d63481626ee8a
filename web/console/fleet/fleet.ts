// The calls about all organizations together.
import { api, got, type Schemas } from '../api';

export type Version = Schemas['upgrade_progress'];

export const status = async () => (await got(api.GET('/api/console/status'))).items;
export const versions = async () => (await got(api.GET('/api/console/upgrades'))).items;
export const failures = async () => (await got(api.GET('/api/console/upgrades/failures'))).items;
export const capacity = async (tenants?: number) => (await got(api.GET('/api/console/capacity', { params: { query: { tenants } } }))).items;
export const selftest = async (slug?: string) => (await got(api.GET('/api/console/selftest', { params: { query: { slug } } }))).items;
export const drift = async (slug?: string) => (await got(api.POST('/api/console/drift', { body: { slug } }))).items;

// How far organizations are on their way to a version: 0 to 1.
export function progressOf(version: Version): number {
	const behind = version.behind ?? 0;
	const done = version.done ?? 0;
	return done + behind === 0 ? 1 : done / (done + behind);
}

// Whether somebody is at it now: then it is looked at more often.
export const isRunning = (found: Version[]) => found.some(({ sessions }) => (sessions ?? 0) > 0);
