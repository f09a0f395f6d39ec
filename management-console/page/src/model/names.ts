/** What a table in a window of 400 pixels has room for. */
const wholeMax = 24;

/** Whether a member's or a cache's name is too short to be broken anywhere, at its hyphens either. */
export function staysWhole(name: string): boolean {
  return name.length <= wholeMax;
}
