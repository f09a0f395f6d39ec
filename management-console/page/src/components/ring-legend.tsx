/** What the map's shapes mean, drawn as on the map. */
export function RingLegend({ perColumn }: { perColumn: number }) {
  return (
    <ul class="ring-legend" data-testid="ring-legend">
      <li>
        <span class="swatch primary" /> primary
      </li>
      <li>
        <span class="swatch backup" /> backup
      </li>
      <li>
        <span class="swatch incoming" /> about to receive
      </li>
      <li>
        <span class="swatch transfer" /> in transfer
      </li>
      <li class="quiet">
        {perColumn === 1 ? 'one segment a column' : `${perColumn} segments a column, heights are counts`}
      </li>
    </ul>
  );
}
