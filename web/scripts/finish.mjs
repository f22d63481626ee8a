// finish.mjs [FOLDER]: makes the folder that `nuxt generate` wrote ready for outlayd: what compresses well gets its .br
// and .gz beside it, and .csp holds the policy of the pages. The policy is written last: a folder with .csp is whole.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2] ?? '.output/public';

// Hashes of the scripts that stand in a page: they change with each build.
export function scriptHashes(html) {
	const scripts = html.matchAll(/<script(?![^>]*\bsrc=)(?![^>]*\btype="application\/json")[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

// Everything from this host. Styles: components position what floats by the style attribute.
export function policy(hashes) {
	return [
		"default-src 'self'", `script-src 'self' ${[...new Set(hashes)].join(' ')}`, "style-src 'self' 'unsafe-inline'",
		"img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
		"object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
	].join('; ');
}

function compress(file) {
	const bytes = readFileSync(file);
	const { atime, mtime } = statSync(file);
	const forms = {
		br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
		gz: gzipSync(bytes, { level: 9 }),
	};
	for (const [suffix, form] of Object.entries(forms)) {
		if (form.length >= bytes.length) continue;
		writeFileSync(`${file}.${suffix}`, form);
		utimesSync(`${file}.${suffix}`, atime, mtime);
	}
}

if (import.meta.main ?? process.argv[1]?.endsWith('finish.mjs')) {
	// Nuxt makes three copies of the one page; outlayd answers every address with index.html.
	for (const name of ['200.html', '404.html']) rmSync(join(folder, name), { force: true });
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const file = join(entry.parentPath, entry.name);
		if (entry.isFile() && /\.(html|js|css|svg|json|webmanifest)$/.test(entry.name) && statSync(file).size > 400) compress(file);
	}
	const line = policy(scriptHashes(readFileSync(join(folder, 'index.html'), 'utf8')));
	if (line.length > 1500) throw new Error(`the policy has ${line.length} bytes, outlayd reads 1500`);
	writeFileSync(join(folder, '.csp'), `${line}\n`);
}
