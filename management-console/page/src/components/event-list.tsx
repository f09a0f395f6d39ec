import type { GridEvent } from '../api/types';
import { words } from '../model/format';
import { link } from '../state/route';
import { Ago } from './ago';

/** Events as given, one a row; in `brief`, long ones are cut. */
export function EventList({ events, brief }: { events: readonly GridEvent[]; brief?: boolean }) {
  return (
    <ol class={brief ? 'events brief' : 'events'} data-testid="events">
      {events.map((event) => (
        <li key={`${event.sequence}@${event.at}`} class="event" data-kind={event.kind}>
          <Ago at={event.at} />
          <span class="event-kind">{words(event.kind)}</span>
          <span class="event-text">
            {event.subject && <a href={link('caches', event.subject)}>{event.subject}</a>} {event.text}
          </span>
        </li>
      ))}
    </ol>
  );
}
