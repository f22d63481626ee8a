// What a file is saved as is what the server says, in the form in which it says it (extension/http/file.c).
import { expect, it } from 'vitest';
import { savedName } from './name';

const given = (header?: string) => savedName(new Response('', { headers: header ? { 'Content-Disposition': header } : {} }));

it.each([
	['attachment; filename="Taxi.pdf"', 'Taxi.pdf'],
	['attachment; filename="Invoice.hta.pdf"', 'Invoice.hta.pdf'],
	['attachment; filename="K_ln.exe.pdf"; filename*=UTF-8\'\'K%C3%B6ln.exe.pdf', 'Köln.exe.pdf'],
	['attachment; filename="50_.pdf"; filename*=UTF-8\'\'50%25.pdf', '50%.pdf'],
	// A name is no second parameter.
	['attachment; filename="a; filename*=UTF-8\'\'run.bat; .pdf"', 'a; filename*=UTF-8\'\'run.bat; .pdf'],
])('%s', (header, name) => {
	expect(given(header)).toBe(name);
});

it('is nobody\'s choice where the answer has none', () => {
	for (const header of [undefined, 'attachment', 'attachment; filename=""', 'inline; filename="run.bat"']) expect(given(header)).toBe('file');
});
