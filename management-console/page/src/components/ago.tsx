import { formatAgo, formatTime } from '../model/format';
import { clock } from '../state/clock';
import { useStore } from '../state/store';

/** How long ago; the exact time on hover. */
export function Ago({ at }: { at: string }) {
  const now = useStore(clock);
  return (
    <time class="ago" dateTime={at} title={formatTime(at)}>
      {formatAgo(at, now)}
    </time>
  );
}
