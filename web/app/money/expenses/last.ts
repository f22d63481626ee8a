// What the next expense begins with: the budget that was used last in this browser, and, for "save and next", its day.
import { base } from '../../api/base';

const key = () => `outlay-budget:${base.path}`;

export const lastBudget = () => Number(localStorage.getItem(key())) || undefined;
export const rememberBudget = (id: number) => localStorage.setItem(key(), String(id));
