import type { CurvePoint, MissRatios } from '../api/types';

/** What a chosen bound would bring. */
export interface ReadOff {
  point: CurvePoint;
  /** Expected hit ratio less that at the present bound, in points of a hundred. */
  gain: number;
}

/** Which of the curve's points is the present bound; -1 if none is. */
export function presentOf({ points }: MissRatios): number {
  return points.findIndex(({ scale }) => scale === 1);
}

/** The curve at one of its points, or at the nearest end. */
export function readOff(ratios: MissRatios, index: number): ReadOff {
  const point = ratios.points[Math.min(ratios.points.length - 1, Math.max(0, index))]!;
  const present = ratios.points[presentOf(ratios)] ?? point;
  return { point, gain: 100 * (point.expected - present.expected) };
}

/** A scale as an operator says it. */
export function formatScale(scale: number): string {
  return scale === 1 ? 'the present bound' : `${Number(scale.toFixed(2))} × the present bound`;
}

/** A difference of hit ratios, with its sign. */
export function formatGain(gain: number): string {
  const rounded = Math.round(gain * 10) / 10;
  return rounded === 0 ? 'no change' : `${rounded > 0 ? '+' : '−'}${Math.abs(rounded).toFixed(1)} points`;
}

/** Where a scale stands between the curve's ends, 0..1; each doubling takes the same room. */
export function place(points: readonly CurvePoint[], scale: number): number {
  const first = Math.log2(points[0]!.scale);
  const last = Math.log2(points[points.length - 1]!.scale);
  return (Math.log2(scale) - first) / (last - first);
}

/** The scales among the curve's that are powers of two. */
export function doublings(points: readonly CurvePoint[]): number[] {
  return points.map(({ scale }) => scale).filter((scale) => Number.isInteger(Math.log2(scale)));
}

/** A power of two in as little room as it can be told. */
export function formatDoubling(scale: number): string {
  const fraction = ({ 0.125: '⅛', 0.25: '¼', 0.5: '½' } as Record<number, string>)[scale];
  return `${fraction ?? scale}\u00a0×`;
}

/** The line of one of the curve's values as the path of an SVG of that size. */
export function pathOf(points: readonly CurvePoint[], value: 'lru' | 'expected', width: number, height: number): string {
  return points
    .map((point, i) => {
      const x = (place(points, point.scale) * width).toFixed(1);
      const y = ((1 - point[value]) * height).toFixed(1);
      return `${i === 0 ? 'M' : 'L'}${x} ${y}`;
    })
    .join('');
}
