import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const provided = { Runtime: 'provided.al2023', Handler: 'bootstrap' } as const;

// The example of AWS's own tutorial, "Building a custom runtime".
const shell = `#!/bin/sh
set -eu
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while true; do
  headers="$(mktemp)"
  event="$(curl -sS -LD "$headers" "$api/invocation/next")"
  id="$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)"
  echo "got $event"
  if [ "$event" = '"fail"' ]; then
    curl -sS -X POST "$api/invocation/$id/error" -d '{"errorType":"Shell.Failed","errorMessage":"no"}' > /dev/null
  else
    curl -sS -X POST "$api/invocation/$id/response" -d "{\\"pid\\":$$,\\"event\\":$event}" > /dev/null
  fi
done
`;

test('a bootstrap in any language runs events through the Runtime API', async () => {
  const { create, invoke } = await startLambda();
  await create('shell', '', { ...provided, Code: { ZipFile: await zipOf({ bootstrap: shell }) } });

  const first = await invoke('shell', { n: 1 });
  const second = await invoke('shell', [2]);

  expect(first.value.event).toEqual({ n: 1 });
  expect(first.log).toMatch(/START RequestId.*\ngot {"n":1}\nEND/);
  expect(second.value).toEqual({ pid: first.value.pid, event: [2] });
  expect(second.log).toMatch(/^START RequestId.*\ngot \[2\]\nEND/);
});

test('what a bootstrap posts as an error is the function error', async () => {
  const { create, invoke } = await startLambda();
  await create('shell', '', { ...provided, Code: { ZipFile: await zipOf({ bootstrap: shell }) } });

  const { error, value } = await invoke('shell', 'fail');

  expect(error).toBe('Unhandled');
  expect(value).toEqual({ errorType: 'Shell.Failed', errorMessage: 'no' });
});

test('a zip without bootstrap is an error of its invocations', async () => {
  const { create, invoke } = await startLambda();
  await create('none', 'nothing', provided);

  const { error, value, log } = await invoke('none');

  expect(error).toBe('Unhandled');
  expect(value.errorMessage).toContain('exit status 127');
  expect(log).toContain('bootstrap');
});
