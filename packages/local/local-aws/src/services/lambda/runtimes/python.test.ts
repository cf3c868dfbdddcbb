import { spawnSync } from 'node:child_process';
import { Runtime } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const asked = spawnSync('python3', ['-c', 'import sys; print("python%d.%d" % sys.version_info[:2])']);
const here = Object.values(Runtime).find((runtime) => runtime === asked.stdout?.toString().trim());

const source = `
import logging
from decimal import Decimal

loaded = 0

def tell(event, context):
    global loaded
    loaded += 1
    print("told", event)
    logging.getLogger().warning("careful")
    return {
        "event": event,
        "loaded": loaded,
        "price": Decimal("1.5"),
        "name": context.function_name,
        "request": context.aws_request_id,
        "remaining": 0 < context.get_remaining_time_in_millis() <= 3000,
    }

def fail(event, context):
    raise ValueError("no " + event)

def secret(event, context):
    return {1, 2}
`;

test.skipIf(!here)(
  'a Python function gets event and context, and answers, logs and fails as on AWS (skipped without python3)',
  async () => {
    const { create, invoke } = await startLambda();
    const function_ = async (name: string, Handler: string, code = source) =>
      create(name, '', { Runtime: here, Handler, Code: { ZipFile: await zipOf({ 'app/step.py': code }) } });
    await function_('tell', 'app/step.tell');

    const first = await invoke('tell', { ä: [1] });
    expect(first.value).toEqual({
      event: { ä: [1] },
      loaded: 1,
      price: 1.5,
      name: 'tell',
      request: first.requestId,
      remaining: true,
    });
    expect(first.log).toMatch(/^START .*\ntold \{'ä': \[1\]\}\n\[WARNING\]\t\S+Z\t\S+\tcareful\nEND /);
    expect((await invoke('tell', 2)).value.loaded).toBe(2);

    await function_('fail', 'app.step.fail');
    const failed = await invoke('fail', 'luck');
    expect(failed.error).toBe('Unhandled');
    expect(failed.value).toEqual({
      errorType: 'ValueError',
      errorMessage: 'no luck',
      requestId: failed.requestId,
      stackTrace: [expect.stringMatching(/app\/step\.py", line \d+, in fail\n {4}raise ValueError/)],
    });
    expect(failed.log).toMatch(/\[ERROR\] ValueError: no luck\nTraceback \(most recent call last\):\n/);

    await function_('secret', 'app.step.secret');
    expect((await invoke('secret')).value).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
    });
    const broken = [
      ['step', 'Runtime.MalformedHandlerName', "Bad handler 'step'"],
      ['app.other.tell', 'Runtime.ImportModuleError', "Unable to import module 'app.other': No module named"],
      ['app.step.other', 'Runtime.HandlerNotFound', "Handler 'other' missing on module 'app.step'"],
    ] as const;
    for (const [handler, errorType, message] of broken) {
      await function_(errorType.slice(8), handler);
      const { value } = await invoke(errorType.slice(8));
      expect(value).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
    }
  },
);

test('a language that this machine lacks is refused by its name', async () => {
  const { create } = await startLambda();
  const lacking = Object.values(Runtime).find((runtime) => runtime === 'python3.9' && runtime !== here);
  await expect(create('old', '', { Runtime: lacking ?? 'python3.8' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(
      /^local-aws runs python3\.\d with what this machine has, and there is no python3/,
    ),
  });
});
