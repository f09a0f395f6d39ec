import { Store } from './store';

/** The page shown: `#/caches/orders` is page `caches`, name `orders`. */
export interface Route {
  page: string;
  name: string;
}

export const route = new Store<Route>(parse(window.location.hash));

window.addEventListener('hashchange', () => route.set(parse(window.location.hash)));

export function link(page: string, name = ''): string {
  return name === '' ? `#/${page}` : `#/${page}/${encodeURIComponent(name)}`;
}

export function go(page: string, name = ''): void {
  window.location.hash = link(page, name);
}

function parse(hash: string): Route {
  const [page = '', name = ''] = hash.replace(/^#\/?/, '').split('/');
  return { page: page || 'overview', name: decode(name) };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
