import { link } from '../state/route';
import { Name } from './name';

/** The name of a row: of a cache with the way to what its members say, or of a member. */
export function RowName({ page, cache, name }: { page: string; cache: string; name: string }) {
  const shown = <Name text={name} />;
  return cache === '' ? <a href={link(page, name)}>{shown}</a> : shown;
}
