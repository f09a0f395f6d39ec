/** The sign of Spandrel: the wall above an arch. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="7" />
      <path class="mark-arch" d="M6 26V6h20v20h-3v-6a7 7 0 0 0-14 0v6z" />
    </svg>
  );
}
