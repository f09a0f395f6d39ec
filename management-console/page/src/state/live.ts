import { get, streamAddress } from '../api/client';
import type { GridEvent, History, Sample, Topologies } from '../api/types';
import { mergeEvents, mergeSamples } from '../model/history';
import { Store } from './store';

/** Whether values still arrive. */
export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface Live {
  connection: Connection;
  samples: Sample[];
  events: GridEvent[];
  /** Grows with every change of owners in any cache. */
  topologyChanges: number;
}

const nothing: Live = { connection: 'connecting', samples: [], events: [], topologyChanges: 0 };

/** A stream that brings nothing for this long is taken for dead, ms; samples come each second. */
const silenceMax = 8_000;
const retryMillis = 2_000;

export const live = new Store<Live>(nothing);

/*
 * One EventSource for the whole page. It is closed while the page is hidden, so that forgotten tabs cost the member
 * nothing and do not use up the browser's few connections; and opened anew after a silence, because a browser notices
 * a vanished member only when TCP does. It resumes after the last message it brought; where it brought none, or the
 * member does not know any more what came after, history and events are fetched.
 */
class Feed {
  private source: EventSource | null = null;
  private silence = 0;
  private retry = 0;
  private running = false;
  private seen = '';

  constructor() {
    document.addEventListener('visibilitychange', () => this.follow());
  }

  start(): void {
    this.running = true;
    this.follow();
  }

  stop(): void {
    this.running = false;
    this.seen = '';
    this.close();
    live.set(nothing);
  }

  private follow(): void {
    const wanted = this.running && !document.hidden;
    if (wanted && this.source === null) {
      this.open();
    } else if (!wanted) {
      this.close();
    }
  }

  private open(): void {
    this.close();
    const resuming = this.seen !== '';
    const source = new EventSource(streamAddress(this.seen));
    this.source = source;
    this.expect();
    source.addEventListener('open', () => void (resuming || this.catchUp()));
    source.addEventListener('error', () => this.lost());
    this.on<object>(source, 'reset', () => void this.catchUp());
    this.on<Sample>(source, 'sample', (sample) => this.take([sample], []));
    this.on<GridEvent>(source, 'grid', (event) => this.take([], [event]));
    this.on<Topologies>(source, 'topology', () =>
      live.update((now) => ({ ...now, topologyChanges: now.topologyChanges + 1 })),
    );
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    window.clearTimeout(this.silence);
    window.clearTimeout(this.retry);
  }

  private on<T>(source: EventSource, type: string, take: (data: T) => void): void {
    source.addEventListener(type, (event) => {
      const message = event as MessageEvent<string>;
      this.expect();
      this.seen = message.lastEventId || this.seen;
      take(JSON.parse(message.data) as T);
    });
  }

  private take(samples: Sample[], events: GridEvent[]): void {
    live.update((now) => ({
      ...now,
      connection: 'live',
      samples: samples.length ? mergeSamples(now.samples, samples) : now.samples,
      events: events.length ? mergeEvents(now.events, events) : now.events,
    }));
  }

  private async catchUp(): Promise<void> {
    try {
      const [history, events] = await Promise.all([get<History>('history'), get<GridEvent[]>('events')]);
      if (this.running) {
        this.take(history.samples, events);
        live.update((now) => ({ ...now, topologyChanges: now.topologyChanges + 1 }));
      }
    } catch {
      this.lost();
    }
  }

  private expect(): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.lost(), silenceMax);
  }

  private lost(): void {
    if (!this.running) {
      return;
    }
    this.close();
    live.update((now) => ({ ...now, connection: 'reconnecting' }));
    this.retry = window.setTimeout(() => void this.reopen(), retryMillis);
  }

  /** Asks for something plain first: an EventSource would not tell an ended session from a vanished member. */
  private async reopen(): Promise<void> {
    await get('overview').then(
      () => this.follow(),
      () => this.lost(),
    );
  }
}

export const feed = new Feed();
