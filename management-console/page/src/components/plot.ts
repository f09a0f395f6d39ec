import uPlot from 'uplot';
import { formatClock } from '../model/format';
import { windowMillis } from '../model/history';
import type { Rate } from '../model/rates';
import type { Series } from './chart';

interface Wish {
  series: readonly Series[];
  format: (value: Rate) => string;
  top: number | undefined;
  /** Told the index of the values under the pointer; null when it leaves. */
  onPoint: (index: number | null) => void;
}

const height = 148;
const font = '11px system-ui, sans-serif';

/** One uPlot in the page's colours, as wide as its place, showing the last five minutes. */
export class Plot {
  private readonly plot: uPlot;
  private readonly resize: ResizeObserver;

  constructor(place: HTMLElement, wish: Wish) {
    this.plot = new uPlot(options(place, wish), [[], ...wish.series.map(() => [])], place);
    this.resize = new ResizeObserver(() => this.plot.setSize({ width: place.clientWidth, height }));
    this.resize.observe(place);
  }

  show(at: number[], series: readonly Series[]): void {
    this.plot.setData([at, ...series.map(({ values }) => values)]);
  }

  destroy(): void {
    this.resize.disconnect();
    this.plot.destroy();
  }
}

function options(place: HTMLElement, { series, format, top, onPoint }: Wish): uPlot.Options {
  const colour = colourReader();
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    font,
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    padding: [8, 18, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { range: lastMinutes }, y: { range: (_, __, max) => [0, top ?? ceiling(max)] } },
    axes: [
      {
        ...axis,
        space: 40,
        incrs: [60, 120, 300],
        size: 22,
        gap: 6,
        values: (_, splits) => splits.map((at) => formatClock(at * 1_000).slice(0, 5)),
      },
      {
        ...axis,
        size: 56,
        gap: 6,
        splits: (_, __, ___, max) => [0, max / 2, max],
        values: (_, splits) => splits.map((value) => format(value).replace(/\.0(?=\s%)/, '')),
      },
    ],
    series: [{}, ...series.map((one) => lineOf(colour(`--series-${one.colour}`), series.length === 1))],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

function lineOf(stroke: string, alone: boolean): uPlot.Series {
  const line: uPlot.Series = { stroke, width: 1.5, points: { show: false } };
  return alone ? { ...line, fill: `${stroke}1f` } : line;
}

function lastMinutes(_: uPlot, __: number, newest: number | null): [number, number] {
  const end = newest ?? Date.now() / 1_000;
  return [end - windowMillis / 1_000, end];
}

/** The next of 1, 2, 5 × 10ⁿ, so that the scale moves seldom and its half is a round number too. */
function ceiling(max: number | null): number {
  if (max === null || max <= 1) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(max));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((round) => round >= max)!;
}

function colourReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}
