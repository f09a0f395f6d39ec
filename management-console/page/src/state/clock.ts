import { Store } from './store';

const tickMillis = 5_000;

/** The time that relative times are measured from, ms; moves on every five seconds. */
export const clock = new Store(Date.now());

window.setInterval(() => clock.set(Date.now()), tickMillis);
