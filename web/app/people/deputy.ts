// Who stands in for a member: as a form has it, and as the API takes it.
import type { Member } from '../ui/names';

// Texts as fields have them; empty: nobody, from now on, until it is taken back.
export type Deputy = { deputy_id: string; deputy_from: string; deputy_until: string };

export const deputyOf = (member: Pick<Member, 'deputy_id' | 'deputy_from' | 'deputy_until'> | undefined): Deputy => ({
	deputy_id: String(member?.deputy_id ?? ''), deputy_from: member?.deputy_from ?? '', deputy_until: member?.deputy_until ?? '',
});

// Without a deputy there are no days.
export const asDeputy = ({ deputy_id, deputy_from, deputy_until }: Deputy) => ({
	deputy_id: Number(deputy_id) || null,
	deputy_from: (deputy_id && deputy_from) || null,
	deputy_until: (deputy_id && deputy_until) || null,
});

// Only who approves has somebody stand in for that; who has one already can be taken it away.
export const hasDeputy = (member: Pick<Member, 'role' | 'deputy_id'>) => ['owner', 'admin', 'approver'].includes(member.role) || member.deputy_id !== null;
