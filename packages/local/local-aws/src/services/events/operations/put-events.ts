import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { busArn, busNameOf } from '../arn.ts';
import { type Entry, entrySchema, eventOf, problemOf, sizeOf } from '../entry.ts';
import { operation } from '../events-state.ts';
import { deliveriesOf } from '../rules-for.ts';

/** All entries of a request together; 256 KB until January 2026. */
const mostBytes = 1024 ** 2;

export const putEvents = operation({
  name: 'PutEvents',
  input: z.strictObject({ Entries: z.array(entrySchema).min(1).max(10), EndpointId: notServed }),
  resource: ({ Entries }, { cloud }) => [...new Set(Entries.map((entry) => arnOf(entry, cloud)))],
  conditionKeys({ Entries }, { cloud }, resource) {
    const entries = Entries.filter((entry) => arnOf(entry, cloud) === resource);
    return {
      'events:source': entries.flatMap(({ Source }) => Source ?? []),
      'events:detail-type': entries.flatMap(({ DetailType }) => DetailType ?? []),
    };
  },
  async run({ Entries }, { cloud, state, request }) {
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes)
      throw new ValidationError('Total size of the entries in the request is over the limit.');
    const header = request.headers['x-amzn-trace-id']?.toString();
    const deliveries = [];
    const results = [];
    for (const entry of Entries) {
      const problem = problemOf(entry);
      if (problem) {
        results.push({ ErrorCode: problem.code, ErrorMessage: problem.message });
        continue;
      }
      const event = eventOf(cloud, entry);
      const busName = busNameOf(cloud, entry.EventBusName);
      deliveries.push(...deliveriesOf({ cloud, state }, busName, event, entry.TraceHeader ?? header));
      results.push({ EventId: event.id });
    }
    await state.deliveries.add(deliveries);
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  },
});

function arnOf({ EventBusName }: Entry, cloud: Parameters<typeof busArn>[0]): string {
  return busArn(cloud, busNameOf(cloud, EventBusName));
}
