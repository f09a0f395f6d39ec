import { useState } from 'preact/hooks';
import type { GridEvent, Session } from '../api/types';
import { AuditCard } from '../components/audit-card';
import { Card } from '../components/card';
import { EventList } from '../components/event-list';
import { PageHead } from '../components/page-head';
import { Empty, Loading } from '../components/states';
import { plural, words } from '../model/format';
import { may } from '../model/roles';
import { live } from '../state/live';
import { useStore } from '../state/store';

/** What happened to the grid, newest first, as the answering member saw it; and what was done with its console. */
export function EventsPage({ session }: { session: Session }) {
  const events = useStore(live, (now) => now.events);
  const connection = useStore(live, (now) => now.connection);
  const [kind, setKind] = useState('');
  const [text, setText] = useState('');
  const kinds = [...new Set(events.map((event) => event.kind))].sort();
  const shown = events.filter((event) => matches(event, kind, text)).reverse();

  return (
    <>
      <PageHead title="Events" />
      <Card
        title={plural(shown.length, 'event')}
        aside={
          <div class="filters">
            <label class="inline-field">
              <span>Kind</span>
              <select value={kind} onChange={(change) => setKind(change.currentTarget.value)} data-testid="events-kind">
                <option value="">all</option>
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {words(one)}
                  </option>
                ))}
              </select>
            </label>
            <label class="inline-field">
              <span>Contains</span>
              <input
                type="search"
                value={text}
                onInput={(input) => setText(input.currentTarget.value)}
                data-testid="events-text"
              />
            </label>
          </div>
        }
      >
        {shown.length > 0 ? (
          <EventList events={shown} />
        ) : connection === 'connecting' ? (
          <Loading />
        ) : (
          <Empty text={events.length > 0 ? 'No event matches.' : 'Nothing has happened yet.'} />
        )}
      </Card>
      {may(session.roles, 'audit') && <AuditCard />}
    </>
  );
}

function matches(event: GridEvent, kind: string, text: string): boolean {
  const searched = `${event.subject} ${event.text}`.toLowerCase();
  return (kind === '' || event.kind === kind) && searched.includes(text.trim().toLowerCase());
}
