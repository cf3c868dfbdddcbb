import { z } from 'zod';
import { contentOf } from '../aws.ts';
import { route } from '../route.ts';

/** Invokes a function and answers what it answered. */
export const invokeFunction = route({
  method: 'POST',
  path: '/functions/{name}/invocations',
  input: z.strictObject({
    name: z.string(),
    /** The event. */
    payload: z.json(),
    /** Answers at once; Lambda invokes the function later, and again if it fails. */
    asynchronous: z.boolean().default(false),
  }),
  async run({ name, payload, asynchronous }, { aws }) {
    const { headers = {}, ...response } = await aws.rest('lambda', {
      method: 'POST',
      path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
      headers: {
        'x-amz-invocation-type': asynchronous ? 'Event' : 'RequestResponse',
        'x-amz-log-type': asynchronous ? 'None' : 'Tail',
      },
      body: JSON.stringify(payload),
    });
    return {
      requestId: headers['x-amzn-requestid'],
      functionError: headers['x-amz-function-error'],
      payload: (await contentOf(response)).toString('utf8'),
      log: Buffer.from(String(headers['x-amz-log-result'] ?? ''), 'base64').toString('utf8'),
    };
  },
});
