/**
 * Deals items out to two columns that end at about the same height; each keeps the order that it was given, and the first item is
 * on top of the first column.
 */
export function balanced<T>(items: readonly T[], height: (item: T) => number): [T[], T[]] {
  const heights = [0, 0];
  const columnOf = new Map<T, number>();
  for (const item of [...items].sort((one, other) => height(other) - height(one))) {
    const shorter = heights[1]! < heights[0]! ? 1 : 0;
    heights[shorter]! += height(item);
    columnOf.set(item, shorter);
  }
  const first = items.length > 0 ? columnOf.get(items[0]!) : 0;
  return [items.filter((item) => columnOf.get(item) === first), items.filter((item) => columnOf.get(item) !== first)];
}
