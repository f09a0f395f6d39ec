import type { Cell, Group, RingMap } from '../model/ring';

/** Where things are on the canvas, CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  /** Height of the strip above the rows that marks what is in transfer. */
  strip: number;
  row: number;
  /** Height of the scale below the rows. */
  scale: number;
}

const strip = 12;
const scale = 20;
const columnMin = 3.5;
const scaleGap = 56;

/** Height of a single backup, as part of the row. */
const lowered = 0.55;

/** Rows are high while there are few, and never too low to be told apart. */
export function layoutOf(width: number, members: number): Layout {
  const row = members <= 4 ? 38 : members <= 8 ? 30 : members <= 20 ? 22 : 16;
  return { width, height: strip + row * members + scale, strip, row, scale };
}

/** Most columns that can still be told apart. */
export function columnsMax(width: number): number {
  return Math.max(1, Math.floor(width / columnMin));
}

/** The group at `x`, or null beside the map. */
export function groupAt(map: RingMap, layout: Layout, x: number): number | null {
  const group = Math.floor((x / layout.width) * map.groups.length);
  return group >= 0 && group < map.groups.length ? group : null;
}

/**
 * Draws the map: a row per member, a column per group. In a cell, the primary part is dark and at the bottom, the
 * backup part lighter and, where a column is a single segment, lower; what is coming in is an outline: shape and shade
 * tell them apart, not hue alone.
 */
export function draw(canvas: HTMLCanvasElement, map: RingMap, layout: Layout, selected: number): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(layout.width * ratio);
  canvas.height = Math.round(layout.height * ratio);
  const pen = canvas.getContext('2d')!;
  pen.scale(ratio, ratio);
  const colour = colours();
  const column = layout.width / map.groups.length;
  const most = mostHeld(map);

  map.members.forEach((_, i) => {
    pen.fillStyle = colour.line;
    pen.fillRect(0, layout.strip + (i + 1) * layout.row - 1, layout.width, 1);
  });
  drawSelection(pen, layout, column, selected, colour);
  map.groups.forEach((group, i) => drawGroup(pen, layout, group, most, i * column, column, colour));
  drawScale(pen, map, layout, column, colour);
}

/** The most segments that any cell holds: what a full cell stands for, so that many members do not leave all of them low. */
function mostHeld(map: RingMap): number {
  const held = map.groups.flatMap(({ cells }) => cells.map((cell) => cell.primary + cell.backup + cell.incoming));
  return Math.max(1, ...held);
}

type Colours = ReturnType<typeof colours>;

function drawGroup(
  pen: Pen,
  layout: Layout,
  group: Group,
  most: number,
  x: number,
  column: number,
  colour: Colours,
): void {
  const gap = column >= 6 ? 1 : 0.5;
  const width = column - gap;
  if (group.inTransfer > 0) {
    pen.fillStyle = colour.incoming;
    pen.fillRect(x, 2, width, layout.strip - 6);
  }
  group.cells.forEach((cell, i) => {
    drawCell(pen, cell, most, { x, y: layout.strip + i * layout.row + 2, width, height: layout.row - 5 }, colour);
  });
}

function drawCell(pen: Pen, cell: Cell, most: number, place: Place, colour: Colours): void {
  const { x, y, width, height } = place;
  const part = (count: number) => (height * count) / most;
  const primary = part(cell.primary);
  const backup = part(cell.backup) * (most === 1 ? lowered : 1);
  const incoming = part(cell.incoming);
  const bottom = y + height;
  pen.fillStyle = colour.primary;
  pen.fillRect(x, bottom - primary, width, primary);
  pen.fillStyle = colour.backup;
  pen.fillRect(x, bottom - primary - backup, width, backup);
  if (incoming > 0) {
    pen.strokeStyle = colour.incoming;
    pen.lineWidth = 1;
    const top = bottom - primary - backup - incoming;
    pen.strokeRect(x + 0.5, Math.max(y, top) + 0.5, Math.max(1, width - 1), Math.max(1, incoming - 1));
  }
}

function drawSelection(pen: Pen, layout: Layout, column: number, selected: number, colour: Colours): void {
  const x = selected * column;
  const height = layout.height - layout.scale;
  pen.fillStyle = colour.selection;
  pen.fillRect(x - 3, 0, column + 6, height);
  pen.strokeStyle = colour.text;
  pen.lineWidth = 1.5;
  pen.strokeRect(Math.max(0.75, x - 2), 0.75, Math.min(column + 4, layout.width - x + 1.25), height - 1.5);
}

function drawScale(pen: Pen, map: RingMap, layout: Layout, column: number, colour: Colours): void {
  pen.fillStyle = colour.quiet;
  pen.font = '11px system-ui, sans-serif';
  pen.textBaseline = 'bottom';
  let step = 1;
  while (step * column < scaleGap) {
    step *= 2;
  }
  for (let i = 0; i < map.groups.length; i += step) {
    const text = String(map.groups[i]!.first);
    if (i * column + pen.measureText(text).width <= layout.width) {
      pen.fillText(text, i * column, layout.height);
      pen.fillRect(i * column, layout.height - layout.scale, 1, 4);
    }
  }
}

type Pen = CanvasRenderingContext2D;

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    primary: read('--primary-cell'),
    backup: read('--backup-cell'),
    incoming: read('--incoming-cell'),
    selection: read('--sunken'),
    line: read('--grid'),
    text: read('--text'),
    quiet: read('--quiet'),
  };
}
