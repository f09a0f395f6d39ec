import { Notices } from './components/notices';
import { Shell } from './components/shell';
import { Login } from './pages/login';
import { Unreachable } from './pages/unreachable';
import { session } from './state/session';
import { useStore } from './state/store';

/** The login form until a session is open, then the console. */
export function App() {
  const state = useStore(session);
  switch (state.step) {
    case 'unknown':
      return null;
    case 'unreachable':
      return <Unreachable problem={state.problem} />;
    case 'anonymous':
      return <Login notice={state.notice} />;
    case 'open':
      return (
        <>
          <Shell session={state.session} />
          <Notices />
        </>
      );
  }
}
