import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { Mark } from '../components/mark';
import { login } from '../state/session';

/** Name and password; nothing of the grid is shown before. */
export function Login({ notice }: { notice: string }) {
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = 'Log in · Spandrel';
    first.current?.focus();
  }, []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    setBusy(true);
    setRefusal('');
    try {
      await login(String(form.get('username')), String(form.get('password')));
    } catch (failure) {
      setRefusal(wordsFor(failure as Problem));
      setBusy(false);
    }
  };

  return (
    <main class="login">
      <form class="card login-card" onSubmit={submit} data-testid="login-form">
        <h1 class="login-title">
          <Mark size={32} /> Spandrel
        </h1>
        {notice && <p class="quiet">{notice}</p>}
        <label class="field">
          User
          <input ref={first} name="username" autocomplete="username" required data-testid="login-user" />
        </label>
        <label class="field">
          Password
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            data-testid="login-password"
          />
        </label>
        <p class="login-error" role="alert" data-testid="login-error">
          {refusal}
        </p>
        <button class="button main-button" disabled={busy} data-testid="login-submit">
          Log in
        </button>
      </form>
    </main>
  );
}

function wordsFor(problem: Problem): string {
  if (problem.status === 401) {
    return 'User or password is wrong.';
  }
  if (problem.status === 429) {
    const wait = problem.retryAfterSeconds;
    return `Too many failed logins. Try again ${wait === null ? 'later' : `in ${wait} seconds`}.`;
  }
  return `${problem.title}. ${problem.detail}`;
}
