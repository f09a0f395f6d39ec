import type { Role } from '../api/types';

/** What not everybody may, with the least role that does. */
export const actions = {
  evict: 'operator',
  expire: 'operator',
  rebalance: 'operator',
  handoff: 'operator',
  compare: 'operator',
  create: 'admin',
  remove: 'admin',
  clear: 'admin',
  drain: 'admin',
  change: 'admin',
  audit: 'admin',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof actions;

const order: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Whether one of `roles` reaches the least role of `action`. The member decides again; this only hides what it would refuse. */
export function may(roles: readonly string[], action: Action): boolean {
  const least = order.indexOf(actions[action]);
  return roles.some((role) => order.indexOf(role as Role) >= least);
}

/** The role that says most. */
export function highestRole(roles: readonly string[]): Role | 'none' {
  return [...order].reverse().find((role) => roles.includes(role)) ?? 'none';
}
