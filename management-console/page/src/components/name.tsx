import { Fragment } from 'preact';
import { staysWhole } from '../model/names';

/** A name in a table: it stays in one piece, unless it is so long that it would take the room of everything else. */
export function Name({ text }: { text: string }) {
  return <span class={staysWhole(text) ? 'name whole' : 'name'}>{text}</span>;
}

/** Several of them, with commas between. */
export function Names({ of }: { of: readonly string[] }) {
  return (
    <>
      {of.map((name, at) => (
        <Fragment key={name}>
          {at > 0 && ', '}
          <Name text={name} />
        </Fragment>
      ))}
    </>
  );
}
