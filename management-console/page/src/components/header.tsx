import type { Overview, Session } from '../api/types';
import { highestRole } from '../model/roles';
import { type Connection, live } from '../state/live';
import { link } from '../state/route';
import { logout } from '../state/session';
import { useStore } from '../state/store';
import { choice, type Choice } from '../state/theme';
import { Icon } from './icon';
import { Mark } from './mark';

const nextChoice: Record<Choice, Choice> = { system: 'light', light: 'dark', dark: 'system' };

const connections: Record<Connection, string> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Disconnected, reconnecting',
};

/** Whose grid this is, whether its values are live, and who is looking. */
export function Header({ session, overview }: { session: Session; overview: Overview | undefined }) {
  return (
    <header class="header">
      <a class="brand" href={link('overview')} aria-label="Spandrel, overview">
        <Mark />
        <span class="brand-name">Spandrel</span>
      </a>
      <span class="header-cluster" title={overview && `Answered by ${overview.self}`} data-testid="cluster">
        {overview?.cluster || (overview && 'local')}
      </span>
      <ConnectionSign />
      <span class="header-space" />
      <ThemeButton />
      <span class="header-user" data-testid="user">
        <span data-testid="user-name">{session.user}</span>
        <span class="badge" data-testid="user-role">
          {highestRole(session.roles)}
        </span>
      </span>
      <button class="button quiet-button" type="button" onClick={() => void logout()} data-testid="logout">
        <Icon name="leave" />
        <span class="wide-only">Log out</span>
        <span class="unseen narrow-only">Log out</span>
      </button>
    </header>
  );
}

function ConnectionSign() {
  const connection = useStore(live, (now) => now.connection);
  return (
    <span class={`connection ${connection}`} role="status" data-testid="connection" data-state={connection}>
      <span class="connection-dot" />
      {connections[connection]}
    </span>
  );
}

function ThemeButton() {
  const chosen = useStore(choice);
  const label = `Theme: ${chosen}. Change to ${nextChoice[chosen]}`;
  return (
    <button
      class="button quiet-button"
      type="button"
      aria-label={label}
      title={label}
      onClick={() => choice.set(nextChoice[chosen])}
      data-testid="theme"
    >
      <Icon name={chosen} />
    </button>
  );
}
