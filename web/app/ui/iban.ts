// An IBAN as people read it: in fours.
export const parted = (iban: string | null | undefined) => (iban ?? '').replace(/(.{4})(?=.)/g, '$1 ');
