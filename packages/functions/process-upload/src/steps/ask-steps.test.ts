import type { Arrival, ImageRecord, StepAnswer } from '@darkroom/catalog';
import type { DecodeStep } from '@darkroom/pipeline-config';
import type { StepRequest } from '@darkroom/steps';
import { expect, test } from 'vitest';
import { askSteps, StepFailedError } from './ask-steps.ts';
import { readAnswer } from './read-answer.ts';

const at = new Date(0).toISOString();
const arrival: Arrival = { key: 'a.jpg', version: '1A.0', eTag: 'e' };
const image: ImageRecord = {
  ...arrival,
  id: 'a'.repeat(32),
  status: 'processing',
  createdAt: at,
  updatedAt: at,
  variants: [],
};
const original = {
  format: 'png',
  width: 9,
  height: 6,
  pages: 1,
  hasAlpha: false,
  colourSpace: 'srgb',
  bytes: 1,
};
const step = (name: string, more: Partial<DecodeStep> = {}): DecodeStep => ({
  name,
  function: name,
  after: 'decode',
  timeoutSeconds: 10,
  onFailure: 'retry',
  ...more,
});

/** Asks steps whose functions are these. */
function asking(steps: readonly DecodeStep[], answer: (request: StepRequest) => unknown) {
  const requests: StepRequest[] = [];
  const heard: StepAnswer[] = [];
  let known = image;
  const ask = askSteps({
    steps,
    originalsBucket: 'originals',
    preview: async () => ({ original, width: 9, height: 6, bytes: new Uint8Array([1]) }),
    async invoke(request) {
      requests.push(request);
      return answer(request);
    },
    catalog: {
      async hear(_, { step: name, ...saying }) {
        heard.push({ step: name, ...saying });
        known = {
          ...known,
          tags: [...(saying.said.tags ?? [])],
          steps: [...(known.steps ?? []), { step: name, original: '1A.0' }],
        };
        return known;
      },
    },
    log: { warn: () => {} },
  });
  return { requests, heard, ask: () => ask(arrival, known, new Uint8Array([1])) };
}

test('steps are asked in their order, know what those before said, and a retry asks those that are left', async () => {
  let isDown = true;
  const { requests, ask } = asking([step('first'), step('second')], (request) => {
    if (request.step === 'first') return { tags: ['sea'] };
    if (isDown) throw new StepFailedError('second', 'Sandbox.Timedout');
    return null;
  });
  await expect(ask()).rejects.toMatchObject({ code: 'StepFailed' });
  isDown = false;
  expect(await ask()).toMatchObject({ image: { steps: [{ step: 'first' }, { step: 'second' }] } });
  expect(requests.map((request) => request.step)).toEqual(['first', 'second', 'second']);
  expect(requests[1]).toMatchObject({
    image: { tags: ['sea'] },
    original: { bucket: 'originals', key: 'a.jpg', eTag: 'e', width: 9 },
    preview: { base64: 'AQ==' },
  });
  expect(requests[2]?.idempotencyKey).toBe(requests[1]?.idempotencyKey);
});

test('a veto ends it, and is said to nobody else', async () => {
  const { requests, heard, ask } = asking([step('first'), step('second')], () => ({
    veto: { reason: 'No.' },
  }));
  expect(await ask()).toEqual({ veto: 'No.' });
  expect([requests.length, heard.length]).toEqual([1, 0]);
});

test('an image goes on without a step that may fail, but waits for one that is throttled', async () => {
  const lenient = [step('first', { onFailure: 'continue' })];
  const failing = asking(lenient, () => {
    throw new StepFailedError('first', 'Error');
  });
  expect(await failing.ask()).toEqual({ image });
  expect(await asking(lenient, () => ({ colour: 'red' })).ask()).toEqual({ image });
  const throttled = asking(lenient, () => {
    throw Object.assign(new Error('Rate exceeded'), { name: 'TooManyRequestsException' });
  });
  await expect(throttled.ask()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  await expect(asking([step('first')], () => ({ colour: 'red' })).ask()).rejects.toMatchObject({
    code: 'InvalidAnswer',
  });
});

test('an image goes on without a step that answers what is no JSON, or fails without a message', async () => {
  const lenient = [step('first', { onFailure: 'continue' })];
  const answers: readonly (readonly [payload: string, error: string | undefined])[] = [
    ['<html>502</html>', undefined],
    ['{"tags":["sea"', undefined],
    ['Killed', 'Unhandled'],
    ['', 'Unhandled'],
    ['"a text"', 'Unhandled'],
    ['{"errorType":"java.lang.NullPointerException","errorMessage":null}', 'Unhandled'],
  ];
  for (const [payload, error] of answers)
    expect(await asking(lenient, () => readAnswer('first', payload, error)).ask()).toEqual({ image });
  expect(() => readAnswer('first', '{"errorType":"Oops","errorMessage":null}', 'Unhandled')).toThrow(
    'The step first failed: Oops',
  );
  expect([readAnswer('first', '', undefined), readAnswer('first', '{}', undefined)]).toEqual([null, {}]);
});

test('null says nothing in a field too, and a veto in the wrong words is still none that is passed over', async () => {
  const saying = asking([step('first')], () => ({ veto: null, tags: ['sea'], alt: null, focalPoint: null }));
  await saying.ask();
  expect(saying.heard).toEqual([{ step: 'first', version: '1A.0', said: { tags: ['sea'] } }]);
  for (const veto of ['nudity', true, { reason: '' }, { reason: 'x'.repeat(501) }, { reasons: [] }])
    await expect(
      asking([step('first', { onFailure: 'continue' })], () => ({ veto })).ask(),
    ).rejects.toMatchObject({ code: 'InvalidAnswer' });
});
