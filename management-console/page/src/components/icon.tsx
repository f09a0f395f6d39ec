const paths = {
  overview: 'M3 13.5 8 8l3.5 3.5L17 5M13 5h4v4',
  members: 'M10 3.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM4.5 12.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM15.5 12.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM9 7.5l-3.3 5.2M11 7.5l3.3 5.2M6.5 14.5h7',
  ring: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM10 3v4M16 13.5l-3.4-2M4 13.5l3.4-2',
  caches: 'M10 3c3.9 0 6.5 1.1 6.5 2.5S13.9 8 10 8 3.5 6.9 3.5 5.5 6.1 3 10 3ZM3.5 5.5v9C3.5 15.9 6.1 17 10 17s6.5-1.1 6.5-2.5v-9M3.5 10c0 1.4 2.6 2.5 6.5 2.5s6.5-1.1 6.5-2.5',
  keys: 'M6.5 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 10h7.5M14.5 10v3M17 10v2',
  handoff: 'M3 11.5V16h14v-4.5M10 3.5v8M6.7 8.2 10 11.5l3.3-3.3',
  tombstones: 'M5.5 16.5V8a4.5 4.5 0 0 1 9 0v8.5M3.5 16.5h13M10 7v5M8 9h4',
  'anti-entropy': 'M3.8 8.5A6.5 6.5 0 0 1 15.5 6L17 7.5M17 3.5v4h-4M16.2 11.5A6.5 6.5 0 0 1 4.5 14L3 12.5M3 16.5v-4h4',
  events: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 6v4.2l2.8 1.8',
  configuration: 'M3 6h7M14 6h3M12 4v4M3 14h3M10 14h7M8 12v4',
  good: 'M4.5 10.5 8.5 14.5 15.5 6',
  warn: 'M10 3.5 17.5 16.5h-15ZM10 8.5v3.5M10 14.2v.1',
  bad: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM7.5 7.5l5 5M12.5 7.5l-5 5',
  plain: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 9v4.5M10 6.4v.1',
  light: 'M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M15.3 4.7 14 6M6 14l-1.3 1.3',
  dark: 'M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8Z',
  system: 'M3 4.5h14v9H3ZM7.5 16.5h5M10 13.5v3',
  close: 'M5 5l10 10M15 5 5 15',
  leave: 'M8 3.5H4v13h4M12.5 6.5 16 10l-3.5 3.5M16 10H8',
};

export type IconName = keyof typeof paths;

/** A sign drawn in the colour of the text around it; words beside it say what it means. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
