import { useMemo } from 'preact/hooks';
import { formatRate, formatShare } from '../model/format';
import { currentHitRatio, ratesOf } from '../model/rates';
import { live } from '../state/live';
import { useStore } from '../state/store';
import { Chart } from './chart';

/** Operations, hit ratio and evictions of one cache, or of all together, as they happen. */
export function GridCharts({ cache }: { cache?: string }) {
  const samples = useStore(live, (now) => now.samples);
  const charts = useMemo(() => {
    const rates = ratesOf(samples, cache);
    return {
      at: rates.at,
      operations: [
        { label: 'reads', colour: 1, values: rates.reads },
        { label: 'writes', colour: 2, values: rates.writes },
        { label: 'removes', colour: 3, values: rates.removes },
      ],
      hits: [{ label: 'hits', colour: 4, values: rates.hitRatio, current: currentHitRatio(rates) }],
      evictions: [{ label: 'evictions', colour: 5, values: rates.evictions }],
    };
  }, [samples, cache]);

  return (
    <div class="charts">
      <Chart title="Operations" at={charts.at} series={charts.operations} format={formatRate} testid="chart-operations" />
      <Chart title="Hit ratio" at={charts.at} series={charts.hits} format={formatShare} top={1} testid="chart-hit-ratio" />
      <Chart title="Evictions" at={charts.at} series={charts.evictions} format={formatRate} testid="chart-evictions" />
    </div>
  );
}
