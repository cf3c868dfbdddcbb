import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startLambda } from '../services/lambda/testing/start-lambda.ts';
import { arrows, askConsole } from './testing/ask.ts';

const source = `
import { get } from 'node:http';
export const handler = async ({ url, closed, own }) => {
  await fetch(url + '/fetched?token=secret', { method: 'POST', body: 'x' });
  await new Promise((resolve) => get(url + '/got', (answer) => answer.resume().on('end', resolve)));
  await new Promise((resolve) => get(closed + '/nobody').on('error', resolve));
  await fetch(own);
};`;

test('calls of a function to other servers are steps of its trail, without their queries', async () => {
  const receiver = createServer((_, response) => response.writeHead(202).end()).listen(0, '127.0.0.1');
  onTestFinished(() => void receiver.close());
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const closed = 'http://127.0.0.1:9'; // nobody listens there
  const { aws, create, invoke } = await startLambda();
  await create('caller', source);
  await invoke('caller', { url, closed, own: aws.endpoint });

  const steps = await askConsole(aws.endpoint).trailOf('/2015-03-31/functions/caller/invocations');
  const calls = steps.filter(({ service }) => service === 'http');
  expect(arrows(steps)).toEqual(
    expect.arrayContaining(['invocation caller > http:POST', 'invocation caller > http:GET']),
  );
  expect(calls).toMatchObject([
    { target: `${url}/fetched`, facts: { status: 202 } },
    { target: `${url}/got`, facts: { status: 202 } },
    { target: `${closed}/nobody`, error: { code: expect.any(String) } },
  ]);
  expect(JSON.stringify(calls)).not.toContain('secret');
});
