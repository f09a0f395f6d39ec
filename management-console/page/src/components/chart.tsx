import { useEffect, useRef, useState } from 'preact/hooks';
import { formatClock } from '../model/format';
import { currentOf, type Rate } from '../model/rates';
import { useStore } from '../state/store';
import { theme } from '../state/theme';
import { Plot } from './plot';

export interface Series {
  label: string;
  /** Which of the series colours, 1..5. */
  colour: number;
  values: Rate[];
  /** The value to show as current, where the mean of the last seconds would be wrong. */
  current?: Rate;
}

/** Lines over the last minutes. The legend tells the current values, or those under the pointer. */
export function Chart(props: {
  title: string;
  at: number[];
  series: Series[];
  format: (value: Rate) => string;
  /** The top of the scale where it is fixed, such as 1 for a share. */
  top?: number;
  testid: string;
}) {
  const { title, at, series, format, top, testid } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const colours = useStore(theme);
  const labels = series.map(({ label }) => label).join();

  useEffect(() => {
    const made = new Plot(place.current!, { series, format, top, onPoint: setPointed });
    plot.current = made;
    made.show(at, series);
    return () => made.destroy();
  }, [colours, labels]);
  useEffect(() => plot.current?.show(at, series), [at, series]);

  const currents = series.map((one) => (one.current !== undefined ? one.current : currentOf(at, one.values)));
  const spoken = series.map(({ label }, i) => `${label} ${format(currents[i]!)}`).join(', ');
  const under = pointed !== null && at[pointed] !== undefined ? pointed : null;
  return (
    <section class="card chart" data-testid={testid}>
      <div class="card-head">
        <h2>{title}</h2>
        <span class="quiet number">{under === null ? 'now' : formatClock(at[under]! * 1_000)}</span>
      </div>
      <ul class="legend">
        {series.map(({ label, colour, values }, i) => (
          <li key={label} class={`legend-entry colour-${colour}`}>
            <span class="legend-label">
              <span class="legend-line" />
              {label}
            </span>
            <strong class="number" data-testid={`${testid}-${label}`}>
              {format(under === null ? currents[i]! : values[under]!)}
            </strong>
          </li>
        ))}
      </ul>
      <div class="plot" ref={place} role="img" aria-label={`${title} over the last five minutes. Now: ${spoken}.`} />
    </section>
  );
}
