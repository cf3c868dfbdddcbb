import { useState } from 'preact/hooks';
import { send } from '../api/ask.ts';
import { invoked } from '../api/resources.ts';
import { Code } from '../parts/code.tsx';

/** Invokes a function with an event of one's own. */
export function InvokeForm({ name }: { readonly name: string }) {
  const [payload, setPayload] = useState('{}');
  const [answer, setAnswer] = useState<{ payload: string; log: string }>();
  const [problem, setProblem] = useState('');
  async function invoke(event: Event) {
    event.preventDefault();
    setProblem('');
    setAnswer(undefined);
    try {
      const body = { payload: JSON.parse(payload) as unknown };
      setAnswer(await send('POST', `/functions/${encodeURIComponent(name)}/invocations`, body, invoked));
    } catch (error) {
      setProblem(error instanceof SyntaxError ? 'The event is not JSON.' : (error as Error).message);
    }
  }
  return (
    <form onSubmit={invoke}>
      <h3>Invoke</h3>
      <label>
        Event, as JSON
        <textarea rows={4} value={payload} onInput={(event) => setPayload(event.currentTarget.value)} />
      </label>
      <p class="buttons">
        <button type="submit">Invoke {name}</button>
        <span role="status" class="bad">
          {problem}
        </span>
      </p>
      {answer && <Code label="Answer" text={answer.payload} />}
      {answer && <Code label="Log" text={answer.log} />}
    </form>
  );
}
