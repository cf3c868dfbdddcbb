import { z } from 'zod';
import { checkRange, invalidParameter } from '../sqs-error.ts';
import { operation, queueArn, queueUrl } from '../sqs-state.ts';

const mostQueues = 1000;

export const listQueues = operation({
  name: 'ListQueues',
  input: z.strictObject({
    QueueNamePrefix: z.string().default(''),
    MaxResults: z.int().optional(),
    NextToken: z.string().optional(),
  }),
  resource: (_, { cloud }) => queueArn(cloud, '*'),
  run({ QueueNamePrefix, MaxResults, NextToken }, { cloud, state }) {
    checkRange('MaxResults', MaxResults, 1, mostQueues);
    const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
    if (NextToken !== undefined && toToken(after) !== NextToken)
      throw invalidParameter(`Value ${NextToken} for parameter NextToken is invalid.`);
    const names = [...state.queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort();
    const rest = names.filter((name) => name > after);
    const page = rest.slice(0, MaxResults ?? mostQueues);
    const last = page.at(-1);
    return {
      ...(page.length > 0 && { QueueUrls: page.map((name) => queueUrl(cloud, name)) }),
      // Without pagination, a caller gets the first thousand and no more, as on AWS.
      ...(MaxResults !== undefined && last !== undefined && rest.length > page.length
        ? { NextToken: toToken(last) }
        : {}),
    };
  },
});

function toToken(name: string): string {
  return Buffer.from(name).toString('base64url');
}
