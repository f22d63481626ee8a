// lint.js FILE: checks an OpenAPI document by the linter's recommended rules, prints what breaks them, and ends with 1
// if anything does, a warning too.
//
// @redocly/openapi-core is what `redocly lint` calls; the command around it would be ten times the size.
'use strict';

const { createConfig, formatProblems, getTotals, lint } = require('@redocly/openapi-core');

async function main(file) {
	const config = await createConfig({
		extends: ['recommended'],
		rules: {
			'operation-operationId': 'error',
			'operation-description': 'error',
			'path-parameters-defined': 'error',
			'no-invalid-media-type-examples': 'error',
			'no-unused-components': 'error',
			'tag-description': 'error',
		},
	});
	const problems = await lint({ ref: file, config });
	const totals = getTotals(problems);

	console.log(`${file}: ${totals.errors} errors, ${totals.warnings} warnings`);
	formatProblems(problems, { format: 'codeframe', totals, version: '' });
	process.exitCode = totals.errors + totals.warnings + totals.ignored > 0 ? 1 : 0;
}

main(process.argv[2]).catch((error) => {
	console.error(error);
	process.exitCode = 2;
});
