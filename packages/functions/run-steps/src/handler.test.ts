import { type ImageRecord, imageId, type StepAnswer } from '@darkroom/catalog';
import type { StepRequest } from '@darkroom/steps';
import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';

const at = new Date(0).toISOString();
const id = imageId('a.jpg');
const image: ImageRecord = {
  ...{ id, key: 'a.jpg', eTag: 'e', version: '1A.0', status: 'ready', createdAt: at, updatedAt: at },
  original: { format: 'png', width: 9, height: 6, pages: 1, hasAlpha: false, colourSpace: 'srgb', bytes: 1 },
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  variants: [],
  steps: [{ step: 'first', original: '1A.0' }],
};

function running() {
  const requests: StepRequest[] = [];
  const heard: StepAnswer[] = [];
  const handler = createHandler({
    catalog: {
      get: async () => image,
      async hear(_, answer) {
        heard.push(answer);
        return image;
      },
    },
    originalsBucket: 'originals',
    variantsBucket: 'variants',
    steps: ['first', 'second'],
    invoke: async (request) => void requests.push(request),
    log: { info: () => {}, error: () => {} },
  });
  const tell = (version: string) => {
    const event = { id: 'e', type: 'image.ready', createdAt: at, image: { id, key: 'a.jpg', version } };
    return handler({ Records: [{ messageId: 'm', body: JSON.stringify(event) }] });
  };
  return { requests, heard, handler, tell };
}

test('a step is asked about the version that is ready, unless it has answered for its original', async () => {
  const { requests, tell } = running();
  expect(await tell('1A.0')).toEqual({ batchItemFailures: [] });
  expect(requests).toMatchObject([
    {
      step: 'second',
      after: 'ready',
      dominantColour: '#336699',
      original: { bucket: 'originals', eTag: 'e' },
    },
  ]);
  await tell('19.0'); // late: a newer version has come since
  expect(requests).toHaveLength(1);
});

test('what a step answers is recorded for the version that it was asked about, and a wrong answer is an error', async () => {
  const { requests, heard, handler, tell } = running();
  await tell('1A.0');
  const answered = (responsePayload: unknown) => handler({ requestPayload: requests[0], responsePayload });
  await answered({ tags: [' Blue  Sea '], veto: null, title: null });
  await answered(null);
  expect(heard).toEqual([
    { step: 'second', version: '1A.0', said: { tags: ['blue sea'] } },
    { step: 'second', version: '1A.0', said: {} },
  ]);
  await expect(answered({ veto: { reason: 'No.' } })).rejects.toMatchObject({ code: 'InvalidAnswer' });
});

test('an answer that is no JSON does not count as one: a redrive asks the step again', async () => {
  const { requests, heard, handler, tell } = running();
  await tell('1A.0');
  for (const told of [{ responsePayload: '<html>502</html>' }, {}])
    await expect(handler({ requestPayload: requests[0], ...told })).rejects.toMatchObject({
      code: 'InvalidAnswer',
    });
  expect(heard).toEqual([]);
});
