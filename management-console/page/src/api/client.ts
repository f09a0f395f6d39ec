/** Requests to the member that served the page. Every failure is a {@link Problem} fit to be shown. */

const base = 'api/v1/';

/** A refused or failed request: status 0 if the member could not be reached at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail || title);
  }
}

/** Answers that are asked for again and again but seldom change, such as a large ring, with the member's tag of each. */
const kept = new Map<string, { tag: string; answer: unknown }>();
const keptMax = 8;

let csrfToken = '';
let sessionLost: () => void = () => undefined;

/** Sets the token that changing requests carry, and whom to tell when a request says the session is gone. */
export function authorise(token: string, whenLost: () => void): void {
  csrfToken = token;
  sessionLost = whenLost;
  kept.clear();
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>('GET', path, undefined, signal);
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return request<T>('POST', path, body === undefined ? undefined : sealed(body));
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return request<T>('PUT', path, sealed(body));
}

/** Sends a text of another language than JSON. */
export function send<T>(method: string, path: string, type: string, text: string, signal?: AbortSignal): Promise<T> {
  return request<T>(method, path, { type, text }, signal);
}

export function remove<T>(path: string): Promise<T> {
  return request<T>('DELETE', path);
}

/** The path of a cache's resource, its name safely encoded. */
export function cachePath(name: string, rest = ''): string {
  return `caches/${encodeURIComponent(name)}${rest}`;
}

/** The path of a member's resource, its name safely encoded. */
export function memberPath(name: string, rest = ''): string {
  return `members/${encodeURIComponent(name)}${rest}`;
}

/** The stream's address, to go on after the message with the id `seen` where there is one. */
export function streamAddress(seen: string): string {
  return seen === '' ? `${base}stream` : `${base}stream?lastEventId=${encodeURIComponent(seen)}`;
}

/** A body, and what it is declared to be. */
interface Body {
  type: string;
  text: string;
}

function sealed(body: unknown): Body {
  return { type: 'application/json', text: JSON.stringify(body) };
}

async function request<T>(method: string, path: string, body?: Body, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { 'X-Requested-With': 'spandrel-console', Accept: 'application/json' };
  const known = method === 'GET' ? kept.get(path) : undefined;
  if (known !== undefined) {
    headers['If-None-Match'] = known.tag;
  }
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = csrfToken;
  }
  if (body !== undefined) {
    headers['Content-Type'] = body.type;
  }
  const response = await reach(base + path, {
    method,
    headers,
    body: body === undefined ? null : body.text,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal ?? null,
  });
  if (response.status === 304 && known !== undefined) {
    return known.answer as T;
  }
  if (!response.ok) {
    throw await refused(response, path);
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json();
  const tag = response.headers.get('ETag');
  if (method === 'GET' && tag !== null) {
    keep(path, tag, answer);
  }
  return answer as T;
}

function keep(path: string, tag: string, answer: unknown): void {
  kept.delete(path);
  kept.set(path, { tag, answer });
  if (kept.size > keptMax) {
    kept.delete(kept.keys().next().value!);
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (failure) {
    if (init.signal?.aborted) {
      throw failure;
    }
    throw new Problem(0, 'No answer', 'The member that serves this page cannot be reached.');
  }
}

async function refused(response: Response, path: string): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  if (response.status === 401 && path !== 'session') {
    sessionLost();
  }
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new Problem(
    response.status,
    said.title || response.statusText || `Status ${response.status}`,
    said.detail || '',
    retryAfter > 0 ? retryAfter : null,
  );
}
