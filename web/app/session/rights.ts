// What somebody may do where no record tells it. Of a record that there is the API says what the caller may do with it
// (`can`, docs/http.md); what makes a new one, or opens a page, goes by the roles of its operation. They stand here, and
// tests/web compares them with the server's.
export type Role = 'owner' | 'admin' | 'approver' | 'member' | 'auditor';

const rights = {
	'departments.create': { operation: 'POST /api/v2/departments', roles: ['owner', 'admin'] },
	'accounts.create': { operation: 'POST /api/v2/accounts', roles: ['owner', 'admin'] },
	'budgets.create': { operation: 'POST /api/v2/budgets', roles: ['owner', 'admin'] },
	'categories.create': { operation: 'POST /api/v2/categories', roles: ['owner', 'admin'] },
	'rates.set': { operation: 'PUT /api/v2/rates', roles: ['owner', 'admin'] },
	'expenses.create': { operation: 'POST /api/v2/expenses', roles: ['owner', 'admin', 'approver', 'member'] },
	'expenses.approve': { operation: 'POST /api/v2/expenses/{id}/approve', roles: ['owner', 'admin', 'approver'] },
	'recurring.create': { operation: 'POST /api/v2/recurring', roles: ['owner', 'admin', 'approver', 'member'] },
	'payments.read': { operation: 'GET /api/v2/payments', roles: ['owner', 'admin', 'auditor'] },
	'payments.create': { operation: 'POST /api/v2/payments', roles: ['owner', 'admin'] },
	'months.read': { operation: 'GET /api/v2/periods', roles: ['owner', 'admin', 'auditor'] },
	'months.close': { operation: 'POST /api/v2/periods/close', roles: ['owner'] },
	'months.reopen': { operation: 'POST /api/v2/periods/reopen', roles: ['owner'] },
	'members.invite': { operation: 'POST /api/v2/invitations', roles: ['owner', 'admin'] },
	'organization.update': { operation: 'PATCH /api/v2/organization', roles: ['owner', 'admin'] },
	'policy.set': { operation: 'PUT /api/v2/policy', roles: ['owner', 'admin'] },
	'policy.try': { operation: 'POST /api/v2/policy/try', roles: ['owner', 'admin', 'auditor'] },
	'audit.read': { operation: 'GET /api/v2/audit', roles: ['owner', 'admin', 'auditor'] },
} as const satisfies Record<string, { operation: string; roles: readonly Role[] }>;

export type Right = keyof typeof rights;

export const mayRole = (role: string | undefined, right: Right): boolean =>
	(rights[right].roles as readonly string[]).includes(role ?? '');

// Who may: for the page that says why something is missing.
export const rolesWith = (right: Right): readonly Role[] => rights[right].roles;

// Whether a record may be changed so by who reads it.
export const can = <A extends string>(record: { can: A[] } | undefined, action: NoInfer<A>): boolean => !!record?.can.includes(action);
