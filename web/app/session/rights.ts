// What each role may do, for what a page offers. The server decides; a page that offers less or more than the server
// allows is an error, so the table has the words of docs/http.md.
export type Role = 'owner' | 'admin' | 'approver' | 'member' | 'auditor';

const rights = {
	'departments.write': ['owner', 'admin'],
	'accounts.write': ['owner', 'admin'],
	'budgets.write': ['owner', 'admin'],
	'expenses.create': ['owner', 'admin', 'approver', 'member'],
	'expenses.change_any': ['owner', 'admin', 'approver'],
	'members.write': ['owner', 'admin'],
	'organization.write': ['owner', 'admin'],
	'me.update': ['owner', 'admin', 'approver', 'member'],
	'audit.read': ['owner', 'admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

export const mayRole = (role: string | undefined, right: Right): boolean =>
	(rights[right] as readonly string[]).includes(role ?? '');

// Who may: for the page that says why something is missing.
export const rolesWith = (right: Right): readonly Role[] => rights[right];
