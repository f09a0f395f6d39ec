import { formatBytes, formatShare, plural } from '../model/format';
import { heapTone } from '../model/verdict';
import { live } from '../state/live';
import { useStore } from '../state/store';
import { Badge } from './badge';
import { Meter } from './meter';
import { Loading } from './states';

const shownMax = 10;

/** Heap and processor of the members as they are now; of a large grid only a part, those without an answer first. */
export function MemberLoads() {
  const members = useStore(live, (now) => now.samples.at(-1)?.members);
  if (members === undefined) {
    return <Loading />;
  }
  const shown = [...members].sort((a, b) => Number(a.answered) - Number(b.answered)).slice(0, shownMax);
  const more = members.length - shown.length;
  return (
    <>
      <ul class="member-loads" data-testid="member-loads">
        {shown.map(({ name, answered, heapUsed, heapMax, cpuLoad }) => (
          <li key={name} class="member-load" data-member={name}>
            <span class="member-name">{name}</span>
            {answered ? (
              <>
                <Meter
                  label={`Heap of ${name}`}
                  value={heapUsed}
                  max={heapMax}
                  text={`${formatBytes(heapUsed)} of ${formatBytes(heapMax)}`}
                  tone={heapTone(heapUsed, heapMax)}
                />
                <span class="number quiet">CPU {formatShare(cpuLoad < 0 ? null : cpuLoad)}</span>
              </>
            ) : (
              <Badge tone="bad">no answer</Badge>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet more">and {plural(more, 'more', 'more')}</p>}
    </>
  );
}
