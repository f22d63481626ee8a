import { expect, it } from 'vitest';
import { isRunning, progressOf, type Version } from './fleet';

const version = (more: Partial<Version>): Version => ({
	version: 2, migration: 2, name: 'receipts', tenants: 0, behind: 0, failed: 0, sessions: 0, done: null, per_second: null, ...more,
});

it('says how far an upgrade is', () => {
	expect(progressOf(version({ behind: 0 }))).toBe(1);
	expect(progressOf(version({ behind: 30, done: 10 }))).toBe(0.25);
	expect(progressOf(version({ behind: 30 }))).toBe(0);
});

it('knows whether somebody is at it', () => {
	expect(isRunning([version({}), version({ sessions: 0 })])).toBe(false);
	expect(isRunning([version({}), version({ sessions: 2 })])).toBe(true);
});
