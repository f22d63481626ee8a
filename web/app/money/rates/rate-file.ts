// A file of exchange rates: how it is read, what is sent of it, and what the server says is wrong, by its place.
import { api, got, type Problem, type Schemas } from '../../api/client';

export const megabytes = 8; // docs/expenses.md, "Rates from a file"
export const days = ['yyyy-mm-dd', 'dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy'] as const;
export const decimalMarks = ['point', 'comma'] as const;
export const encodings = ['utf-8', 'windows-1252'] as const;
export type Reading = { decimal_mark: (typeof decimalMarks)[number]; days: (typeof days)[number]; encoding: (typeof encodings)[number]; base: string; since: string };
export type Answer = Schemas['rate_import'];

// The query of a call. Blank is not said.
export const queryOf = ({ base, since, ...rest }: Reading) => ({ ...rest, ...(base.trim() && { base: base.trim().toUpperCase() }), ...(since && { since }) });
// How many rates are there already, just so.
export const sameOf = ({ rates, made, changed }: Answer) => rates - made - changed;

// Without the hash of a preview it is one. The bytes are those that were chosen: the file may be another on the disk by now.
export const importRates = (bytes: Blob, reading: Reading, hash?: string): Promise<Answer> => got(api.POST('/api/v2/rates/import', {
	params: { query: { ...queryOf(reading), ...(hash && { hash }) } },
	body: bytes as unknown as string, bodySerializer: (body) => body as unknown as Blob, headers: { 'Content-Type': 'text/csv' },
})) as Promise<Answer>;

// What the server says is wrong, by the key of its words here; rate-file.test.ts compares them with the server's.
const reasons: [reason: string, said: RegExp][] = [
	['character', /^there is a character that is in no rate$/],
	['cell', /^there is a value of more than 40 characters$/],
	['quote', /^quotes do not end where the value does$/],
	['lines', /^there are more than 50000 lines$/],
	['columns', /^there are more values than in the first line, or fewer, or more than 200$/],
	['head', /^the first line must be Date and currencies, or day, currency and rate$/],
	['currency', /^there must be the code of a currency, like USD, each once$/],
	['day', /^there must be a day, in the form that is said$/],
	['number', /^there must be a number greater than zero, with up to 12 digits before and behind the point$/],
	['far', /^there is a day more than a year from today$/],
	['rates', /^there are more than 100000 rates: leave out days with since$/],
	['small', /^in the organization's currency it is smaller than can be kept$/],
	['large', /^in the organization's currency it is larger than can be kept$/],
	['own', /^there is no rate of (?<code>[A-Z]{3}), the organization's own currency, of this day$/],
	['twice', /^(?<code>[A-Z]{3}) of this day is in line (?<other>\d+), too$/],
	['none', /^has no rate from that day on$/],
	['noOther', /^has no rate of another currency$/],
	['blank', /^is required$/],
];
export type Wrong = { line?: string; column?: string; reason?: string; values: Record<string, string>; text: string };

// What is wrong with the file itself, where a refusal says so.
export function wrongOf(problem: Problem | undefined): Wrong | undefined {
	const said = problem?.fields.find(({ field }) => field === 'content')?.message;
	if (said === undefined) return undefined;
	const [, line, column, text = ''] = /^(?:line (\d+)(?:, column (\d+))?: )?(.*)$/s.exec(said)!;
	const reason = reasons.find(([, pattern]) => pattern.test(text));
	return { line, column, reason: reason?.[0], values: { ...reason?.[1].exec(text)?.groups }, text };
}
