import type { FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Overview, Session } from '../api/types';
import { AntiEntropyPage } from '../pages/anti-entropy';
import { CachePage } from '../pages/cache';
import { CachesPage } from '../pages/caches';
import { ConfigurationPage } from '../pages/configuration';
import { EventsPage } from '../pages/events';
import { HandoffPage } from '../pages/handoff';
import { KeysPage } from '../pages/keys';
import { MembersPage } from '../pages/members';
import { OverviewPage } from '../pages/overview';
import { RingPage } from '../pages/ring';
import { TombstonesPage } from '../pages/tombstones';
import { useResource } from '../state/resource';
import { type Route, route } from '../state/route';
import { useStore } from '../state/store';
import { Header } from './header';
import { Nav } from './nav';
import { Empty } from './states';

const pages: Record<string, FunctionComponent<{ session: Session; name: string; part: string }>> = {
  overview: OverviewPage,
  members: MembersPage,
  ring: RingPage,
  caches: CachesPage,
  keys: KeysPage,
  handoff: HandoffPage,
  tombstones: TombstonesPage,
  'anti-entropy': AntiEntropyPage,
  events: EventsPage,
  configuration: ConfigurationPage,
};

/** What stays around every page: header, navigation, and the page itself as the main landmark. */
export function Shell({ session }: { session: Session }) {
  const shown = useStore(route);
  const overview = useResource<Overview>('overview', 15_000).data;
  const main = useRef<HTMLElement>(null);
  const Page = pageOf(shown);
  const place = `${shown.page}/${shown.name}`;
  const first = useRef(place);

  /* A new page starts at its top, and a screen reader continues there; the very first page keeps the browser's focus. */
  useEffect(() => {
    document.title = `${titleOf(shown)} · Spandrel`;
    if (first.current !== place) {
      first.current = '';
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [place]);

  return (
    <div class="shell">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </a>
      <Header session={session} overview={overview} />
      <Nav current={shown.page} />
      <main id="main" class="main" ref={main} tabIndex={-1}>
        {Page ? <Page key={place} session={session} name={shown.name} part={shown.part} /> : <Empty text="There is no such page." />}
      </main>
    </div>
  );
}

function pageOf({ page, name }: Route) {
  return page === 'caches' && name !== '' ? CachePage : pages[page];
}

function titleOf({ page, name }: Route): string {
  return name || page.charAt(0).toUpperCase() + page.slice(1);
}
