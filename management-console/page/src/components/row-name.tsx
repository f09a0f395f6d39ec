import { link } from '../state/route';

/** The name of a row: of a cache with the way to what its members say, or of a member. */
export function RowName({ page, cache, name }: { page: string; cache: string; name: string }) {
  return cache === '' ? <a href={link(page, name)}>{name}</a> : <>{name}</>;
}
