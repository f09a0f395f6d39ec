import { useId } from 'preact/hooks';

/** One of a few choices, all of them in sight; the arrow keys lead from one to the next. */
export function Switch<C extends string>(props: {
  label: string;
  choices: Readonly<Record<C, string>>;
  chosen: C;
  onChoose: (choice: C) => void;
  testid: string;
}) {
  const { label, choices, chosen, onChoose, testid } = props;
  const name = useId();
  return (
    <fieldset class="switch" data-testid={testid}>
      <legend class="unseen">{label}</legend>
      {(Object.keys(choices) as C[]).map((choice) => (
        <label key={choice}>
          <input type="radio" name={name} value={choice} checked={choice === chosen} onChange={() => onChoose(choice)} />
          <span>{choices[choice]}</span>
        </label>
      ))}
    </fieldset>
  );
}
