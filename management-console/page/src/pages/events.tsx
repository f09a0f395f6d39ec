import { useState } from 'preact/hooks';
import type { GridEvent, Session } from '../api/types';
import { AuditCard } from '../components/audit-card';
import { Card } from '../components/card';
import { EventList } from '../components/event-list';
import { PageHead } from '../components/page-head';
import { Empty, Loading } from '../components/states';
import { plural, words } from '../model/format';
import { may } from '../model/roles';
import { clock } from '../state/clock';
import { live } from '../state/live';
import { useStore } from '../state/store';

/** What happened to the grid, newest first, as the answering member saw it; and what was done with its console. */
export function EventsPage({ session }: { session: Session }) {
  const events = useStore(live, (now) => now.events);
  const connection = useStore(live, (now) => now.connection);
  const [kind, setKind] = useState('');
  const [text, setText] = useState('');
  const [within, setWithin] = useState(0);
  const now = useStore(clock);
  const kinds = [...new Set(events.map((event) => event.kind))].sort();
  const shown = events.filter((event) => matches(event, kind, text) && isRecent(event, within, now)).reverse();

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
              <span>When</span>
              <select value={within} onChange={(change) => setWithin(Number(change.currentTarget.value))} data-testid="events-within">
                <option value={0}>any time</option>
                <option value={600_000}>last 10 minutes</option>
                <option value={3_600_000}>last hour</option>
                <option value={86_400_000}>last day</option>
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

/** Whether it happened in the last milliseconds; 0: whenever. */
function isRecent({ at }: GridEvent, within: number, now: number): boolean {
  return within === 0 || now - Date.parse(at) <= within;
}

function matches(event: GridEvent, kind: string, text: string): boolean {
  const searched = `${event.subject} ${event.text}`.toLowerCase();
  return (kind === '' || event.kind === kind) && searched.includes(text.trim().toLowerCase());
}
