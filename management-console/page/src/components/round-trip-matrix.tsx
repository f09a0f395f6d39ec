import type { MemberDetail } from '../api/types';
import { staysWhole } from '../model/names';
import { roundTrips, type Trip, tripSummary, tripText, tripTitle, tripTone } from '../model/round-trips';
import { Name } from './name';

/** With more members than this, or longer names, columns have numbers in place of names. */
const namedMax = 8;

/** How long it takes from each member to each other and back. */
export function RoundTripMatrix({ details }: { details: readonly MemberDetail[] }) {
  const trips = roundTrips(details);
  const named = trips.members.length <= namedMax && trips.members.every(staysWhole);
  return (
    <>
      <p class="quiet" data-testid="round-trip-summary">
        {tripSummary(trips)}
      </p>
      <div class="table-place matrix-place" tabIndex={0} role="region" aria-label="Round trips in milliseconds">
        <table class="matrix" data-testid="round-trips">
          <thead>
            <tr>
              <th scope="col">from \ to, ms</th>
              {trips.members.map((member, at) => (
                <th key={member} scope="col" title={member}>
                  {named ? member : at + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trips.rows.map((row, at) => (
              <tr key={trips.members[at]} data-key={trips.members[at]}>
                <th scope="row">
                  {!named && <span class="quiet">{at + 1} </span>}
                  <Name text={trips.members[at]!} />
                </th>
                {row.map((trip) => (
                  <Cell key={trip.to} trip={trip} median={trips.median} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell({ trip, median }: { trip: Trip; median: number | null }) {
  if (trip.from === trip.to) {
    return <td class="self" />;
  }
  return (
    <td class={`number ${tripTone(trip.millis, median)}`} title={tripTitle(trip)} data-to={trip.to}>
      {tripText(trip.millis)}
    </td>
  );
}
