export function CachePage() { return null; }
