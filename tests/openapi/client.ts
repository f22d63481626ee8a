// client.ts BASE-URL: a client as somebody would write it with nothing but types generated from the OpenAPI document.
//
// test_openapi.py compiles it strictly and runs it against a real server. Each @ts-expect-error is a mistake that the
// types must find: without it, compiling fails.
import createClient from 'openapi-fetch';
import type { components, paths } from './outlay';

declare const process: { argv: string[]; exitCode: number };

type Expense = components['schemas']['expense_record'];
type Problem = components['schemas']['Problem'];

const base = process.argv[2] ?? '';

function check(good: boolean, what: string): asserts good {
	if (!good) throw new Error(what);
}

// What a call has answered; a failure is an error with the server's words.
function got<T>(answer: { data?: T; error?: unknown; response: Response }): T {
	if (answer.data === undefined)
		throw new Error(`${answer.response.status}: ${JSON.stringify(answer.error)}`);
	return answer.data;
}

async function signUp() {
	const body = {
		name: 'Typed Ltd', business_email: 'office@typed.example', email: 'boss@typed.example',
		password: 'three blue teapots', currency: 'EUR',
	};
	const created = got(await createClient<paths>({ baseUrl: base }).POST('/api/v2/organizations', { body }));
	return createClient<paths>({
		baseUrl: `${base}/t/${created.slug}`,
		headers: { Authorization: `Bearer ${created.access_token}` },
	});
}

async function spend(client: Awaited<ReturnType<typeof signUp>>) {
	const department = got(await client.POST('/api/v2/departments', { body: { name: 'Sales' } }));
	const account = got(await client.POST('/api/v2/accounts', { body: { name: 'Bank', initial_deposit: '100.00' } }));
	const budget = got(await client.POST('/api/v2/budgets', {
		body: { account_id: account.id, department_id: department.id, month: '2024-03-01', amount: '50.00' },
	}));
	check(budget.remaining === '50.00', 'amounts are text');
	for (const description of ['Taxi', 'Lunch', 'Train'])
		got(await client.POST('/api/v2/expenses', {
			params: { header: { 'Idempotency-Key': description } },
			body: { budget_id: budget.id, amount: '9.99', spent_on: '2024-03-14', description },
		}));
	return budget.id;
}

async function readPages(client: Awaited<ReturnType<typeof signUp>>) {
	const seen: Expense[] = [];
	let after: string | null | undefined;
	do {
		const query = after ? { page_size: 2, after } : { page_size: 2 };
		const page = got(await client.GET('/api/v2/expenses', { params: { query } }));
		seen.push(...page.items);
		after = page.next;
	} while (after);
	check(seen.map((expense) => expense.description).join() === 'Train,Lunch,Taxi', 'three expenses on two pages');
	const whose: number | null = seen[0]!.member_id;
	check(whose !== null, 'an expense is its member\'s');
	// @ts-expect-error it may be nobody's
	const never_null: number = seen[0]!.member_id;
	check(never_null === whose, 'types do not change values');
	return seen[0]!;
}

async function beRefused(client: Awaited<ReturnType<typeof signUp>>, budget_id: number, expense: Expense) {
	const { error, response } = await client.POST('/api/v2/expenses', {
		body: { budget_id, amount: '0.00', spent_on: '2024-03-14', description: ' ' },
	});
	const problem = error as Problem;
	check(response.status === 422, 'nothing is no amount');
	check(problem.errors?.map(({ field, code }) => `${field} ${code}`).join() === 'amount not_positive,description blank',
		'every field is told');

	const path = { id: expense.id };
	got(await client.PATCH('/api/v2/expenses/{id}', { params: { path }, body: { amount: '1.00' } }));
	const late = await client.PATCH('/api/v2/expenses/{id}', {
		params: { path }, body: { amount: '2.00', version: expense.version },
	});
	check(late.response.status === 412, 'nobody\'s change is lost');
	const gone = await client.DELETE('/api/v2/expenses/{id}', { params: { path } });
	check(gone.response.status === 204, 'deleted');

	// @ts-expect-error an amount is text
	await client.POST('/api/v2/expenses', { body: { budget_id, amount: 5, spent_on: '2024-03-14', description: 'x' } });
	// @ts-expect-error the description is missing
	await client.POST('/api/v2/expenses', { body: { budget_id, amount: '5', spent_on: '2024-03-14' } });
	// @ts-expect-error there is no such filter
	await client.GET('/api/v2/expenses', { params: { query: { colour: 'red' } } });
	// @ts-expect-error there is no such role
	await client.PUT('/api/v2/members/{id}/role', { params: { path }, body: { role: 'king' } });
	// @ts-expect-error there is no such path
	await client.GET('/api/v2/nowhere');
}

async function show(client: Awaited<ReturnType<typeof signUp>>) {
	const changed = got(await client.PATCH('/api/v2/organization', {
		body: { display_name: 'Typed & Söhne', locale: 'de-at', primary_color: '#FFCC00', over_budget: 'warn' },
	}));
	const own: string[] = changed.own_settings;
	check(own.length === 4 && changed.locale === 'de-AT', 'settings are in force');
	const gif = Uint8Array.from(atob('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs='), (c) => c.charCodeAt(0));
	got(await client.PUT('/api/v2/organization/logo', {
		body: gif as unknown as string, bodySerializer: (body) => body, headers: { 'Content-Type': 'image/gif' },
	}));
	const logo: ArrayBuffer = got(await client.GET('/api/v2/organization/logo', { parseAs: 'arrayBuffer' }));
	check(logo.byteLength === gif.length, 'the same bytes');
	const branding = got(await createClient<paths>({ baseUrl: base + '/t/typedltd' }).GET('/api/v2/branding'));
	check(branding.logo_type === 'image/gif' && branding.primary_text_color === '#000000', 'for everybody to see');
}

async function main() {
	const client = await signUp();
	const budget = await spend(client);
	const newest = await readPages(client);
	await beRefused(client, budget, newest);
	await show(client);
	console.log('the generated client works');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
