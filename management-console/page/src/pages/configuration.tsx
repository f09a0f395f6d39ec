import { useState } from 'preact/hooks';
import type { Configuration, Setting } from '../api/types';
import { Card } from '../components/card';
import { DifferencesCard } from '../components/differences-card';
import { PageHead } from '../components/page-head';
import { Settings } from '../components/settings';
import { Empty, Loaded } from '../components/states';
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
          <div class="columns uneven">
            <Card title="This member" testid="configuration-container">
              <Part label="Settings of this member" all={container} wanted={wanted(container)} />
            </Card>
            {Object.entries(caches).map(([name, settings]) => (
              <Card
                key={name}
                title={`Cache ${name}`}
                aside={<a href={link('caches', name)}>Open</a>}
                testid={`configuration-${name}`}
              >
                <Part label={`Settings of cache ${name}`} all={settings} wanted={wanted(settings)} />
              </Card>
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

function Part({ label, all, wanted }: { label: string; all: readonly Setting[]; wanted: readonly Setting[] }) {
  return all.length > 0 && wanted.length === 0 ? (
    <Empty text="No setting matches." />
  ) : (
    <Settings label={label} settings={wanted} />
  );
}

function matches({ element, attribute, value, origin }: Setting, text: string, changed: boolean): boolean {
  const searched = `${element} ${attribute} ${value} ${origin}`.toLowerCase();
  return (!changed || origin !== 'default') && searched.includes(text.trim().toLowerCase());
}
