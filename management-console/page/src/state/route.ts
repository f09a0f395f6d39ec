import { Store } from './store';

/** The page shown: `#/keys/orders/7-1f` is page `keys`, name `orders`, part `7-1f`. */
export interface Route {
  page: string;
  name: string;
  part: string;
}

export const route = new Store<Route>(parse(window.location.hash));

window.addEventListener('hashchange', () => route.set(parse(window.location.hash)));

export function link(page: string, ...names: string[]): string {
  return ['#', page, ...names.filter((name) => name !== '').map(encodeURIComponent)].join('/');
}

export function go(page: string, ...names: string[]): void {
  window.location.hash = link(page, ...names);
}

function parse(hash: string): Route {
  const [page = '', name = '', part = ''] = hash.replace(/^#\/?/, '').split('/');
  return { page: page || 'overview', name: decode(name), part: decode(part) };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
