import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, type Problem } from '../api/client';
import { live } from './live';

/** What a page shows of a resource: the last answer stays while a later request fails. */
export interface Resource<T> {
  data: T | undefined;
  problem: Problem | undefined;
  refresh: () => void;
}

interface Answer<T> {
  path: string;
  data?: T | undefined;
  problem?: Problem | undefined;
}

/** Owners change in bursts; one request per burst is enough. */
const settleMillis = 400;

/**
 * Keeps the resource at `path` fresh while the page is visible: every `everyMillis`, and soon after owners changed.
 * Requests never overlap: the next is due a full pause after the last was answered.
 */
export function useResource<T>(path: string, everyMillis: number): Resource<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ path });
  const ask = useRef<() => void>(() => undefined);

  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let asking = false;

    const schedule = (millis: number) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void fetchNow(), millis);
    };
    const fetchNow = async () => {
      if (asking || document.hidden) {
        return;
      }
      asking = true;
      try {
        const data = await get<T>(path, abort.signal);
        setAnswer({ path, data });
      } catch (failure) {
        if (!abort.signal.aborted) {
          setAnswer((last) => ({ ...(last.path === path ? last : { path }), problem: failure as Problem }));
        }
      }
      asking = false;
      if (!abort.signal.aborted) {
        schedule(everyMillis);
      }
    };
    const whenVisible = () => !document.hidden && schedule(0);

    let changes = live.get().topologyChanges;
    const unwatch = live.watch((now) => {
      if (now.topologyChanges !== changes) {
        changes = now.topologyChanges;
        schedule(settleMillis);
      }
    });
    document.addEventListener('visibilitychange', whenVisible);
    ask.current = () => schedule(0);
    void fetchNow();

    return () => {
      abort.abort();
      window.clearTimeout(timer);
      unwatch();
      document.removeEventListener('visibilitychange', whenVisible);
    };
  }, [path, everyMillis]);

  const refresh = useCallback(() => ask.current(), []);
  const current = answer.path === path ? answer : { path };
  return { data: current.data, problem: current.problem, refresh };
}
