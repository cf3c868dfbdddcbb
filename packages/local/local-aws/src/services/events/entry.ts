import { z } from 'zod';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { type BusEvent, newEvent } from './event.ts';
import { busNameOrArn } from './input.ts';

/** What PutEvents takes. Only what every entry needs is checked entry by entry. */
export const entrySchema = z.strictObject({
  /** Seconds since the epoch. */
  Time: z.number().optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string().max(2048)).default([]),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: busNameOrArn.optional(),
  TraceHeader: z.string().min(1).max(500).optional(),
});

export type Entry = z.output<typeof entrySchema>;

/** Amazon EventBridge User Guide, "Calculating PutEvents event entry size"; a time counts for 14 bytes. */
export function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  const time = Time === undefined ? 0 : 14;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), time);
}

/** Why EventBridge does not take an entry; the others of its request do not suffer. */
export function problemOf(entry: Entry): AwsError | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name])
      return new AwsError(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  if (entry.Source?.startsWith('aws.'))
    return new AwsError('NotAuthorizedForSourceException', 'Not authorized for the source.');
  return detailOf(entry) ? undefined : new AwsError('MalformedDetail', 'Detail is malformed.');
}

/** Of an entry without a problem. */
export function eventOf(cloud: Cloud, entry: Entry): BusEvent {
  const { Time, Source = '', DetailType = '', Resources } = entry;
  return newEvent(cloud, {
    source: Source,
    'detail-type': DetailType,
    time: Time === undefined ? cloud.now() : new Date(Time * 1000),
    resources: Resources,
    detail: detailOf(entry) ?? {},
  });
}

const detailSchema = z.record(z.string(), z.unknown());

/** An object; undefined for anything else. */
function detailOf({ Detail = '' }: Entry): Readonly<Record<string, unknown>> | undefined {
  try {
    return detailSchema.safeParse(JSON.parse(Detail)).data;
  } catch {
    return undefined;
  }
}
