import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { send } from '../api/ask.ts';
import { apiAnswer, apiList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Code } from '../parts/code.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { duration } from '../words.ts';

type Api = z.output<typeof apiList>['apis'][number];

export function ApisView() {
  const asked = useAsked('/apis', apiList);
  return (
    <Loaded asked={asked}>
      {({ apis }) =>
        apis.length === 0 ? (
          <p class="quiet">No REST APIs.</p>
        ) : (
          apis.map((api) => (
            <section key={api.id} aria-label={api.name}>
              <h2>{api.name}</h2>
              <RequestForm api={api} />
            </section>
          ))
        )
      }
    </Loaded>
  );
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Sends a request to the API as any client would. A route fills the form. */
function RequestForm({ api }: { readonly api: Api }) {
  const [method, setMethod] = useState('GET');
  const [path, setPath] = useState(api.routes[0]?.path ?? '/');
  const [stage, setStage] = useState(api.stages[0] ?? '');
  const [header, setHeader] = useState('');
  const [body, setBody] = useState('');
  const [answer, setAnswer] = useState<z.output<typeof apiAnswer>>();
  const [problem, setProblem] = useState('');
  async function request(event: Event) {
    event.preventDefault();
    setProblem('');
    const [name, ...value] = header.split(':');
    const headers = name && value.length > 0 ? { [name.trim()]: value.join(':').trim() } : {};
    const content = body === '' ? {} : { body };
    try {
      const asked = { stage, method, path, headers, ...content };
      setAnswer(await send('POST', `/apis/${api.id}/requests`, asked, apiAnswer));
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form onSubmit={request}>
      <ul class="choice">
        {api.routes.map((route) => (
          <li key={`${route.method} ${route.path}`}>
            <button
              type="button"
              onClick={() => {
                setMethod(route.method === 'ANY' ? 'GET' : route.method);
                setPath(route.path);
              }}
            >
              {route.method} {route.path}
            </button>
          </li>
        ))}
      </ul>
      <p class="fields">
        <label>
          Stage
          <select value={stage} onChange={(event) => setStage(event.currentTarget.value)}>
            {api.stages.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Method
          <select value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
            {methods.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Path and query
          <input value={path} required onInput={(event) => setPath(event.currentTarget.value)} />
        </label>
        <label>
          Header, as name: value
          <input value={header} onInput={(event) => setHeader(event.currentTarget.value)} />
        </label>
      </p>
      <label>
        Body
        <textarea rows={3} value={body} onInput={(event) => setBody(event.currentTarget.value)} />
      </label>
      <p class="buttons">
        <button type="submit">Send request</button>
        <span role="status">
          {problem && <span class="bad">{problem}</span>}
          {answer && `${answer.status} in ${duration(answer.durationMs)}`}
        </span>
      </p>
      {answer && <Code label="Answer" text={answer.body} />}
      {answer && <Code label="Headers" text={JSON.stringify(answer.headers)} />}
    </form>
  );
}
