// Under which name the file of an answer is saved: the one of Content-Disposition, which ends as its media type does
// (docs/http.md, "Files"). The name in a record is what its uploader called it, with any ending.
const form = /^attachment; ?filename="([^"]*)"(?:; ?filename\*=UTF-8''([^;"]+))?$/;

export function savedName(answer: Response): string {
	const [, plain, whole] = form.exec(answer.headers.get('Content-Disposition') ?? '') ?? [];
	return (whole ? decodeURIComponent(whole) : plain) || 'file';
}
