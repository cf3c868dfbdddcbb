import { useState } from 'preact/hooks';
import { send } from '../api/ask.ts';
import { messageList, nothing, queueList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Action } from '../parts/action.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';
import { readable } from '../words.ts';

export function QueuesView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/queues', queueList);
  return (
    <>
      <Loaded asked={asked}>
        {({ queues }) => (
          <Table
            caption="Queues"
            columns={['Queue', 'Waiting', 'In flight', 'Delayed']}
            rows={queues.map((queue) => ({
              key: queue.name,
              cells: [
                <NameLink view="queues" name={queue.name} open={name} />,
                queue.visible,
                queue.inFlight,
                queue.delayed,
              ],
            }))}
          />
        )}
      </Loaded>
      {name !== undefined && <QueueDetails key={name} name={name} changed={asked.again} />}
    </>
  );
}

function QueueDetails({ name, changed }: { readonly name: string; readonly changed: () => void }) {
  const path = `/queues/${encodeURIComponent(name)}`;
  const asked = useAsked(`${path}/messages`, messageList);
  const [body, setBody] = useState('');
  async function post(what: string, document: object = {}) {
    await send('POST', `${path}/${what}`, document, nothing);
    asked.again();
    changed();
  }
  return (
    <section aria-labelledby="queue-name">
      <h2 id="queue-name">{name}</h2>
      <p class="buttons">
        <Action
          label="Redrive"
          done="Its messages go back to where they came from."
          run={() => post('redrive')}
        />
        <Action
          label="Purge"
          confirm="Delete all messages?"
          done="All messages are deleted."
          run={() => post('purge')}
        />
      </p>
      <Loaded asked={asked}>
        {({ messages }) => (
          <>
            {messages.length === 0 && <p class="quiet">No messages.</p>}
            {messages.map(({ messageId, body: text, attributes, isVisible }) => (
              <details key={messageId}>
                <summary>
                  {messageId}, received {attributes.ApproximateReceiveCount} times
                  {isVisible ? '' : ', hidden'}
                </summary>
                <pre>{readable(text)}</pre>
              </details>
            ))}
          </>
        )}
      </Loaded>
      <label>
        New message
        <textarea rows={3} value={body} onInput={(event) => setBody(event.currentTarget.value)} />
      </label>
      <Action label="Send" done="Sent." run={() => post('messages', { body })} />
    </section>
  );
}
