import { authorise, get, post, Problem, remove } from '../api/client';
import type { Session } from '../api/types';
import { feed } from './live';
import { Store } from './store';

/** Where the visitor stands: `unknown` until the member has been asked. */
export type SessionState =
  | { step: 'unknown' }
  | { step: 'unreachable'; problem: Problem }
  | { step: 'anonymous'; notice: string }
  | { step: 'open'; session: Session };

export const session = new Store<SessionState>({ step: 'unknown' });

/** Takes up the session of an earlier visit, if its cookie still holds. */
export async function resume(): Promise<void> {
  try {
    enter(await get<Session>('session'));
  } catch (failure) {
    const problem = failure as Problem;
    if (problem.status === 401) {
      leave('');
    } else {
      session.set({ step: 'unreachable', problem });
    }
  }
}

export async function login(username: string, password: string): Promise<void> {
  enter(await post<Session>('session', { username, password }));
}

/** Ends the session; on a failure it is still forgotten here, and runs out on the member. */
export async function logout(): Promise<void> {
  await remove('session').catch(() => undefined);
  leave('You are logged out.');
}

function enter(opened: Session): void {
  authorise(opened.csrfToken, () => leave('Your session has ended. Log in again.'));
  session.set({ step: 'open', session: opened });
  feed.start();
}

function leave(notice: string): void {
  feed.stop();
  authorise('', () => undefined);
  session.set({ step: 'anonymous', notice });
}
