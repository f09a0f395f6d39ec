import { link } from '../state/route';
import { Icon, type IconName } from './icon';

const entries: { page: IconName; text: string; short?: string }[] = [
  { page: 'overview', text: 'Overview' },
  { page: 'members', text: 'Members' },
  { page: 'ring', text: 'Ring' },
  { page: 'caches', text: 'Caches' },
  { page: 'keys', text: 'Keys' },
  { page: 'handoff', text: 'Handoff' },
  { page: 'tombstones', text: 'Tombstones', short: 'Deletes' },
  { page: 'anti-entropy', text: 'Anti-entropy', short: 'Repair' },
  { page: 'events', text: 'Events' },
  { page: 'configuration', text: 'Configuration', short: 'Config' },
];

/** The pages: at the side, or at the bottom of a narrow window. */
export function Nav({ current }: { current: string }) {
  return (
    <nav class="nav" aria-label="Pages">
      {entries.map(({ page, text, short }) => (
        <a
          key={page}
          class="nav-link"
          href={link(page)}
          aria-current={page === current ? 'page' : undefined}
          data-testid={`nav-${page}`}
        >
          <Icon name={page} size={20} />
          <span class={short ? 'nav-long' : undefined}>{text}</span>
          {short && <span class="nav-short">{short}</span>}
        </a>
      ))}
    </nav>
  );
}
