import { useState } from 'preact/hooks';
import type { Eviction, MissRatios } from '../api/types';
import { formatShare } from '../model/format';
import { doublings, formatDoubling, formatGain, formatScale, pathOf, place, presentOf, readOff } from '../model/miss-ratio';
import { amount } from './fill';

const width = 600;
const height = 160;
const shares = [1, 0.75, 0.5, 0.25, 0];

/** Hit ratio over the bound, the present one marked. A slider, by pointer or keys, reads the curve off. */
export function MissRatioChart({ ratios, unit }: { ratios: MissRatios; unit: Eviction['unit'] }) {
  const present = presentOf(ratios);
  const [chosen, setChosen] = useState<number | null>(null);
  const index = chosen ?? present;
  const { point, gain } = readOff(ratios, index);
  const bound = `${amount(point.capacity, unit)}${unit === 'ENTRIES' ? ' entries' : ''}`;
  const spoken = `${bound}, ${formatScale(point.scale)}: ${formatShare(point.expected)} expected, ${formatGain(gain)}`;
  const at = (scale: number) => place(ratios.points, scale) * width;

  return (
    <div class="what-if">
      <ul class="legend">
        <li class="legend-entry colour-4">
          <span class="legend-label">
            <span class="legend-line" />
            expected at {bound}
          </span>
          <strong class="number" data-testid="what-if-expected">
            {formatShare(point.expected)}
          </strong>
        </li>
        <li class="legend-entry colour-1">
          <span class="legend-label">
            <span class="legend-line" />
            LRU would have
          </span>
          <strong class="number" data-testid="what-if-lru">
            {formatShare(point.lru)}
          </strong>
        </li>
        <li class="legend-entry">
          <span class="legend-label">against the present bound</span>
          <strong class="number" data-testid="what-if-gain">
            {formatGain(gain)}
          </strong>
        </li>
      </ul>
      <div class="what-if-figure">
        <ol class="what-if-marks what-if-shares" aria-hidden="true" data-testid="what-if-shares">
          {shares.map((share) => (
            <li key={share}>
              {100 * share}
              {'\u00a0'}%
            </li>
          ))}
        </ol>
        <svg
          class="what-if-plot"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Hit ratio over the bound. Measured now ${formatShare(ratios.measured)}. Chosen: ${spoken}.`}
        >
          {shares.map((share) => (
            <line key={share} class="what-if-grid" x1={0} x2={width} y1={(1 - share) * height} y2={(1 - share) * height} />
          ))}
          <line class="what-if-present" x1={at(1)} x2={at(1)} y1={0} y2={height} data-testid="what-if-present" />
          <line class="what-if-chosen" x1={at(point.scale)} x2={at(point.scale)} y1={0} y2={height} />
          <path class="what-if-line colour-1" d={pathOf(ratios.points, 'lru', width, height)} />
          <path class="what-if-line colour-4" d={pathOf(ratios.points, 'expected', width, height)} />
        </svg>
        <div class="what-if-slider">
          <input
            type="range"
            aria-label="Bound"
            min={0}
            max={ratios.points.length - 1}
            step={1}
            value={index}
            aria-valuetext={spoken}
            onInput={(input) => setChosen(Number(input.currentTarget.value))}
            data-testid="what-if-bound"
          />
        </div>
        <ol class="what-if-marks what-if-scales" aria-hidden="true" data-testid="what-if-scales">
          {doublings(ratios.points).map((scale) => (
            <li key={scale} style={{ left: `${100 * place(ratios.points, scale)}%` }}>
              {formatDoubling(scale)}
            </li>
          ))}
        </ol>
      </div>
      <p class="quiet" data-testid="what-if-read-off">
        {bound}, {formatScale(point.scale)}. The vertical line marks the present bound, where {formatShare(ratios.measured)} of
        the reads counted were hits. The curve models LRU; the expectation carries over what the policy in force does better or
        worse now.
      </p>
    </div>
  );
}
