import { useState } from 'preact/hooks';

/** A button that does something and says how it went. One that destroys asks once more. */
export function Action({
  label,
  confirm,
  done,
  run,
}: {
  readonly label: string;
  /** The question before it runs. */
  readonly confirm?: string;
  readonly done: string;
  readonly run: () => Promise<unknown>;
}) {
  const [state, setState] = useState<'rest' | 'asking' | 'running'>('rest');
  const [message, setMessage] = useState('');
  async function start() {
    setState('running');
    setMessage('');
    try {
      await run();
      setMessage(done);
    } catch (error) {
      setMessage((error as Error).message);
    }
    setState('rest');
  }
  return (
    <span class="action">
      {state === 'asking' ? (
        <>
          <span>{confirm}</span>
          <button type="button" class="danger" onClick={start}>
            {label}
          </button>
          <button type="button" onClick={() => setState('rest')}>
            Keep
          </button>
        </>
      ) : (
        <button
          type="button"
          aria-disabled={state === 'running'}
          onClick={() => {
            if (state === 'running') return;
            if (confirm) setState('asking');
            else void start();
          }}
        >
          {label}
        </button>
      )}
      <span role="status">{message}</span>
    </span>
  );
}
