import { formatBytes, formatShare } from '../model/format';
import { heapTone } from '../model/verdict';
import { live } from '../state/live';
import { useStore } from '../state/store';
import { Badge } from './badge';
import { Meter } from './meter';
import { Loading } from './states';

/** Heap and processor of every member as they are now. */
export function MemberLoads() {
  const members = useStore(live, (now) => now.samples.at(-1)?.members);
  if (members === undefined) {
    return <Loading />;
  }
  return (
    <ul class="member-loads" data-testid="member-loads">
      {members.map(({ name, answered, heapUsed, heapMax, cpuLoad }) => (
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
  );
}
