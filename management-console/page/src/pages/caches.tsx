export function CachesPage() { return null; }
