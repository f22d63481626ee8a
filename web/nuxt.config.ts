// Two apps of one house: that of the organizations (app/), and with OUTLAY_APP=console the operators' console (console/),
// which takes parts of app/ui. Neither has anything of the other's in it.
//
// The app is files: made once by `nuxt generate`, served by outlayd, which also gives them their policy (scripts/finish.mjs
// writes it). Nothing is loaded from elsewhere, neither while building nor while running: no font, no icon, no telemetry.
import { globSync } from 'node:fs';

const languages = [
	{ code: 'en', language: 'en', name: 'English' },
	{ code: 'fr', language: 'fr', name: 'Français' },
	{ code: 'de', language: 'de', name: 'Deutsch' },
	{ code: 'sw', language: 'sw', name: 'Kiswahili' },
] as const;

const isConsole = process.env.OUTLAY_APP === 'console';

// A feature's texts stand beside it: every en.json below app/ is a part of the English texts.
const texts = (code: string) =>
	globSync(isConsole ? [`console/texts/${code}.json`, `app/{api,ui}/texts/${code}.json`] : `app/**/${code}.json`, { cwd: import.meta.dirname }).sort();

export default defineNuxtConfig({
	compatibilityDate: '2026-11-01',
	...(isConsole ? { srcDir: 'console', buildDir: '.nuxt-console' } : {}),
	ssr: false,
	telemetry: false,
	devtools: { enabled: false },
	modules: ['@nuxt/ui', '@nuxtjs/i18n'],
	css: [isConsole ? '~/main.css' : '~/ui/main.css'],
	imports: { scan: false },
	components: { dirs: [] },
	// Routes come from the features (router.options.ts), not from a folder of pages.
	pages: { pattern: [] },
	experimental: { payloadExtraction: false, appManifest: false, viteEnvironmentApi: false },
	app: {
		head: {
			title: isConsole ? 'Outlay console' : 'Outlay',
			meta: [
				{ name: 'viewport', content: 'width=device-width, initial-scale=1' },
				{ name: 'color-scheme', content: 'light dark' },
				{ name: 'theme-color', content: '#ffffff', media: '(prefers-color-scheme: light)' },
				{ name: 'theme-color', content: '#18181b', media: '(prefers-color-scheme: dark)' },
			],
			link: [{ rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }, ...(isConsole ? [] : [{ rel: 'manifest', href: '/app.webmanifest' }])],
		},
	},
	ui: {
		fonts: false,
		theme: { colors: ['primary', 'success', 'warning', 'error'] },
		experimental: { componentDetection: true },
	},
	icon: {
		provider: 'none',
		fallbackToApi: false,
		clientBundle: { scan: { globInclude: isConsole ? ['console/**/*.{vue,ts}', 'app/ui/{factor,form,shell,state,table,filter}/*.{vue,ts}'] : ['app/**/*.{vue,ts}'], globExclude: ['node_modules', 'dist', '.*'] }, sizeLimitKb: 64 },
	},
	colorMode: { preference: 'system', storageKey: 'outlay-theme' },
	i18n: {
		strategy: 'no_prefix',
		defaultLocale: 'en',
		detectBrowserLanguage: false,
		restructureDir: '.',
		langDir: '.',
		locales: languages.map((language) => ({ ...language, files: texts(language.code) })),
		vueI18n: 'i18n.config.ts',
	},
	typescript: {
		strict: true,
		tsConfig: { exclude: ['../tests'], compilerOptions: { noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: false } },
	},
	vite: {
		build: { target: 'es2023', chunkSizeWarningLimit: 400 },
	},
	nitro: { compressPublicAssets: false },
});
