// All features, found by their feature.ts.
import type { Feature } from './ui/feature';

const found = import.meta.glob<Feature>('./*/*/feature.ts', { eager: true, import: 'default' });

export const features: Feature[] = Object.values(found);
export const places = features.flatMap(({ places: list }) => list ?? []).sort((a, b) => a.order - b.order);
// What runs as long as the shell is there.
export const always = features.flatMap(({ always: run }) => run ?? []);
export const commands = features.flatMap(({ commands: list }) => list ?? []);
