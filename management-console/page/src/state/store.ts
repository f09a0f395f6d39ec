import { useEffect, useState } from 'preact/hooks';

/** A value that components watch. Setting the very same value tells nobody. */
export class Store<T> {
  private readonly watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) {
      return;
    }
    this.value = value;
    this.watchers.forEach((watcher) => watcher(value));
  }

  update(change: (value: T) => T): void {
    this.set(change(this.value));
  }

  /** Calls `watcher` on each change until the returned function is called. */
  watch(watcher: (value: T) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** The store's part that `select` picks; the component renders again when that part changes. */
export function useStore<T, P = T>(store: Store<T>, select: (value: T) => P = (value) => value as unknown as P): P {
  const [part, setPart] = useState(() => select(store.get()));
  useEffect(() => {
    const follow = (value: T) => setPart(() => select(value));
    follow(store.get());
    return store.watch(follow);
  }, [store]);
  return part;
}
