/** Asks for a name before something that cannot be undone, and tells why it was refused. */
export function TypedName({
  of,
  value,
  refusal,
  onInput,
  testid,
}: {
  of: 'cache' | 'member';
  value: string;
  refusal: string;
  onInput: (value: string) => void;
  testid: string;
}) {
  return (
    <>
      <label class="field">
        {`Type the ${of}’s name to confirm`}
        <input
          value={value}
          onInput={(input) => onInput(input.currentTarget.value)}
          autocomplete="off"
          spellcheck={false}
          data-testid={testid}
        />
      </label>
      <p class="field-error" role="alert">
        {refusal}
      </p>
    </>
  );
}
