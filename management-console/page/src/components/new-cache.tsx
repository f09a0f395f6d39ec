import { useEffect, useState } from 'preact/hooks';
import { cachePath, type Problem, send } from '../api/client';
import type { CacheProblem, NewCachePlan } from '../api/types';
import { type Format, formats, isOwn, lineSpan, mediaTypes, placeOf, templates, verdictOf, wrongLines } from '../model/new-cache';
import { notify } from '../state/notices';
import { go } from '../state/route';
import { Dialog } from './dialog';
import { TextEditor } from './text-editor';

/** After the last key, before the member is asked what is wrong. */
const pauseMillis = 400;
const nowhere = { line: 0, asked: 0 };

/** Creates a cache from a text that the member judges while it is written. */
export function NewCache({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [format, setFormat] = useState<Format>('xml');
  const [template, setTemplate] = useState(templates[0]!);
  const [text, setText] = useState(template.text.xml);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(nowhere);
  const check = useCheck(name, format, text);

  const begin = (from: typeof template, language: Format) => {
    setTemplate(from);
    setFormat(language);
    if (!isOwn(text)) {
      setText(from.text[language]);
    }
  };
  const create = async () => {
    setBusy(true);
    try {
      await send<NewCachePlan>('POST', cachePath(name), mediaTypes[format], text);
      notify('good', `Cache ${name} runs on all members.`);
      onClose();
      go('caches', name);
    } catch (failure) {
      check.refused(failure as Problem);
      setBusy(false);
    }
  };

  return (
    <Dialog
      title="New cache"
      confirm="Create on all members"
      disabled={busy || check.plan === undefined || check.plan.problems.length > 0}
      onClose={onClose}
      onSubmit={() => void create()}
      testid="dialog-new-cache"
      wide
    >
      <div class="new-cache-head">
        <label class="field">
          Name
          <input
            value={name}
            onInput={(input) => setName(input.currentTarget.value)}
            autocomplete="off"
            spellcheck={false}
            required
            data-testid="new-cache-name"
          />
        </label>
        <label class="field">
          Begin with
          <select
            value={template.id}
            onChange={(input) => begin(templates.find(({ id }) => id === input.currentTarget.value)!, format)}
            data-testid="new-cache-template"
          >
            {templates.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          Language
          <select
            value={format}
            onChange={(input) => begin(template, input.currentTarget.value as Format)}
            data-testid="new-cache-format"
          >
            {formats.map((one) => (
              <option key={one} value={one}>
                {one.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <TextEditor
        label="Configuration"
        text={text}
        wrong={wrongLines(check.plan?.problems ?? [])}
        shown={shown}
        onInput={setText}
        span={lineSpan}
      />
      <Verdict check={check} onShow={(line) => setShown(({ asked }) => ({ line, asked: asked + 1 }))} />
    </Dialog>
  );
}

/** What the member says of the text, asked when nothing was written for a moment. */
interface Check {
  plan: NewCachePlan | undefined;
  failure: string;
  refused: (problem: Problem) => void;
}

function useCheck(name: string, format: Format, text: string): Check {
  const [plan, setPlan] = useState<NewCachePlan>();
  const [failure, setFailure] = useState('');
  useEffect(() => {
    setPlan(undefined);
    setFailure('');
    if (name === '') {
      return;
    }
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      send<NewCachePlan>('POST', `${cachePath(name)}?dryRun=true`, mediaTypes[format], text, abort.signal)
        .then(setPlan)
        .catch((problem: Problem) => !abort.signal.aborted && setFailure(problem.message));
    }, pauseMillis);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [name, format, text]);
  return { plan, failure, refused: (problem) => setFailure(problem.message) };
}

function Verdict({ check, onShow }: { check: Check; onShow: (line: number) => void }) {
  const { plan, failure } = check;
  return (
    <div class="new-cache-verdict" role="status" data-testid="new-cache-verdict" data-checked={plan !== undefined}>
      {failure !== '' && <p class="field-error">{failure}</p>}
      {failure === '' && plan === undefined && <p class="quiet">The member judges it as soon as it has a name.</p>}
      {plan && (
        <p class={plan.problems.length > 0 ? 'field-error' : 'good-text'}>{verdictOf(plan.problems, plan.permanent)}</p>
      )}
      <ul>
        {plan?.problems.map((problem) => (
          <ProblemLine key={problem.message} problem={problem} onShow={onShow} />
        ))}
      </ul>
      {plan && plan.configuration !== '' && (
        <details>
          <summary>As all members will understand it</summary>
          <pre class="normalised" tabIndex={0} data-testid="new-cache-normalised">
            {plan.configuration}
          </pre>
        </details>
      )}
    </div>
  );
}

function ProblemLine({ problem, onShow }: { problem: CacheProblem; onShow: (line: number) => void }) {
  const place = placeOf(problem);
  return (
    <li data-testid="new-cache-problem" data-line={problem.line}>
      {place !== '' && (
        <button class="link-button" type="button" onClick={() => onShow(problem.line)}>
          {place}
        </button>
      )}{' '}
      {problem.message}
    </li>
  );
}
