import { dismiss, notices } from '../state/notices';
import { useStore } from '../state/store';
import { Icon } from './icon';

/** Words on how actions went, read out as they come. */
export function Notices() {
  const shown = useStore(notices);
  return (
    <div class="notices" aria-live="polite" data-testid="notices">
      {shown.map(({ id, tone, text }) => (
        <div key={id} class={`note ${tone}`} data-tone={tone}>
          <Icon name={tone} />
          <p>{text}</p>
          <button class="button quiet-button" type="button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
