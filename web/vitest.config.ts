// Tests of what computes, beside it: app/**/*.test.ts, console/**/*.test.ts; and of the rules of the house: tests/*.test.ts.
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: { include: ['app/**/*.test.ts', 'console/**/*.test.ts', 'tests/*.test.ts'], environment: 'node' },
});
