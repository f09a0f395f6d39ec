import { useState } from 'preact/hooks';
import type { Configuration, Setting } from '../api/types';
import { Card } from '../components/card';
import { DifferencesCard } from '../components/differences-card';
import { PageHead } from '../components/page-head';
import { Settings } from '../components/settings';
import { Empty, Loaded } from '../components/states';
import { balanced } from '../model/columns';
import { useResource } from '../state/resource';
import { link } from '../state/route';

/** What is in force and why: every setting with its origin. */
export function ConfigurationPage() {
  const configuration = useResource<Configuration>('configuration', 15_000);
  const [text, setText] = useState('');
  const [changed, setChanged] = useState(false);
  const wanted = (settings: readonly Setting[]) => settings.filter((setting) => matches(setting, text, changed));

  return (
    <>
      <PageHead
        title="Configuration"
        aside={
          <div class="filters">
            <label class="check">
              <input
                type="checkbox"
                checked={changed}
                onChange={(change) => setChanged(change.currentTarget.checked)}
                data-testid="configuration-changed"
              />
              Hide defaults
            </label>
            <label class="inline-field">
              <span>Contains</span>
              <input
                type="search"
                value={text}
                onInput={(input) => setText(input.currentTarget.value)}
                data-testid="configuration-text"
              />
            </label>
          </div>
        }
      />
      <DifferencesCard />
      <Loaded resource={configuration} rows={6}>
        {({ container, caches }) => (
          <>
            <div class="columns">
              {balanced(partsOf(container, caches), ({ all }) => headRows + wanted(all).length).map((parts, column) => (
                <div class="column" key={column}>
                  {parts.map((part) => (
                    <Part key={part.id} part={part} wanted={wanted(part.all)} />
                  ))}
                </div>
              ))}
            </div>
            <Plain names={Object.keys(caches).filter((name) => caches[name]!.length === 0)} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** What a card takes beside its settings, in rows of settings. */
const headRows = 3;

/** The settings of the member, or of a cache that has any. */
interface PartOfAll {
  id: string;
  cache: string;
  all: readonly Setting[];
}

function partsOf(container: readonly Setting[], caches: Readonly<Record<string, Setting[]>>): PartOfAll[] {
  const ofCaches = Object.entries(caches).filter(([, settings]) => settings.length > 0);
  return [{ id: 'container', cache: '', all: container }, ...ofCaches.map(([name, all]) => ({ id: name, cache: name, all }))];
}

function Part({ part: { id, cache }, wanted }: { part: PartOfAll; wanted: readonly Setting[] }) {
  const title = cache === '' ? 'This member' : `Cache ${cache}`;
  return (
    <Card title={title} aside={cache !== '' && <a href={link('caches', cache)}>Open</a>} testid={`configuration-${id}`}>
      {wanted.length === 0 ? <Empty text="No setting matches." /> : <Settings label={`Settings: ${title}`} settings={wanted} />}
    </Card>
  );
}

/** Caches that are plain Infinispan's. */
function Plain({ names }: { names: readonly string[] }) {
  return names.length === 0 ? null : (
    <Card title="Without grid settings" testid="configuration-plain">
      <p class="linked">
        {names.map((name, i) => (
          <span key={name}>
            {i > 0 && ', '}
            <a href={link('caches', name)}>{name}</a>
          </span>
        ))}
        : plain Infinispan.
      </p>
    </Card>
  );
}

function matches({ element, attribute, value, origin }: Setting, text: string, changed: boolean): boolean {
  const searched = `${element} ${attribute} ${value} ${origin}`.toLowerCase();
  return (!changed || origin !== 'default') && searched.includes(text.trim().toLowerCase());
}
