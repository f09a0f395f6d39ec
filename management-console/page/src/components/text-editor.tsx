import { useEffect, useRef } from 'preact/hooks';

/** A text with its lines numbered, those with a problem marked. */
export function TextEditor(props: {
  label: string;
  text: string;
  wrong: ReadonlySet<number>;
  /** The line to show and select, and how often that was asked for. */
  shown: { line: number; asked: number };
  onInput: (text: string) => void;
  span: (text: string, line: number) => [number, number];
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const { shown, span } = props;
  useEffect(() => {
    if (shown.line > 0) {
      const [from, to] = span(area.current!.value, shown.line);
      area.current!.focus();
      area.current!.setSelectionRange(from, to);
    }
  }, [shown, span]);
  return (
    <div class="editor">
      <ol class="editor-lines" ref={gutter} aria-hidden="true" data-testid="editor-lines">
        {props.text.split('\n').map((_, i) => (
          <li key={i} class={props.wrong.has(i + 1) ? 'wrong' : ''} data-wrong={props.wrong.has(i + 1)}>
            {i + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={area}
        aria-label={props.label}
        aria-invalid={props.wrong.size > 0}
        value={props.text}
        wrap="off"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={(input) => props.onInput(input.currentTarget.value)}
        onScroll={() => {
          gutter.current!.scrollTop = area.current!.scrollTop;
        }}
        data-testid="new-cache-text"
      />
    </div>
  );
}
