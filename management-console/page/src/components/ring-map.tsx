import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Ring } from '../api/types';
import { describe, mapOf } from '../model/ring';
import { useStore } from '../state/store';
import { theme } from '../state/theme';
import { columnsMax, draw, groupAt, layoutOf } from './ring-canvas';

/**
 * Segments × members on a canvas. One column is selected: by pointer, by arrow keys, or by the segment given. To
 * assistive technology it is a slider over the columns, whose value is the selected column in words.
 */
export function RingMap(props: {
  cache: string;
  ring: Ring;
  segment: number;
  onSelect: (segment: number) => void;
  /** Told how many segments a column holds. */
  onColumns: (perColumn: number) => void;
}) {
  const { cache, ring, segment, onSelect, onColumns } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const colours = useStore(theme);
  const map = useMemo(() => mapOf(ring, columnsMax(width)), [ring, width]);
  const layout = layoutOf(width, map.members.length);
  const last = map.groups.length - 1;
  const selected = Math.min(last, Math.floor(segment / map.perGroup));
  const select = (group: number) => onSelect(map.groups[Math.min(last, Math.max(0, group))]!.first);

  useEffect(() => {
    if (width > 0) {
      draw(canvas.current!, map, layout, selected);
    }
  }, [map, width, selected, colours]);

  /* Before anything is painted, as the page below the map depends on it. */
  useLayoutEffect(() => {
    if (width > 0) {
      onColumns(map.perGroup);
    }
  }, [map.perGroup, width > 0]);

  const point = (event: PointerEvent) => {
    if (event.type === 'pointerdown' || event.buttons === 1) {
      const group = groupAt(map, layout, event.offsetX);
      group !== null && select(group);
    }
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: 16, PageDown: -16, Home: -last, End: last };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      select(selected + step);
    }
  };

  return (
    <div class="ring-map" data-testid="ring-map" data-segments={ring.segments.length} data-per-column={map.perGroup}>
      <ol class="ring-members" style={{ paddingTop: `${layout.strip}px` }} aria-hidden="true">
        {map.members.map((member) => (
          <li key={member} style={{ height: `${layout.row}px` }} title={member}>
            {member}
          </li>
        ))}
      </ol>
      <div
        class="ring-place"
        role="slider"
        tabIndex={0}
        aria-label={`Segments of ${cache}`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={selected}
        aria-valuetext={describe(map.groups[selected]!, map.members)}
        onPointerDown={point}
        onPointerMove={point}
        onKeyDown={press}
        data-testid="ring-slider"
      >
        <canvas ref={canvas} style={{ height: `${layout.height}px` }} />
      </div>
    </div>
  );
}

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(element.current?.clientWidth ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
