import { createHash } from 'node:crypto';
import db from 'dynalite/db/index.js';
import type { StreamRecord } from '../../../cloud/ports.ts';
import type { Item } from '../attribute-value.ts';
import type { ItemChange } from '../engine/item-change.ts';
import type { Stream } from './stream.ts';

/** The record of one change, in the form that Lambda delivers. Source: DynamoDB Streams API, Record. */
export function streamRecord(
  stream: Stream,
  { before, after }: ItemChange,
  context: {
    readonly sequenceNumber: string;
    readonly now: Date;
    readonly region: string;
    readonly userIdentity: StreamRecord['userIdentity'];
  },
): StreamRecord {
  const keys = Object.fromEntries(
    stream.keySchema.map(({ AttributeName }) => [AttributeName, (after ?? before)?.[AttributeName] ?? {}]),
  ) as Item;
  const images = {
    ...(after && /^NEW/.test(stream.viewType) ? { NewImage: after } : {}),
    ...(before && /OLD_IMAGES?$/.test(stream.viewType) ? { OldImage: before } : {}),
  };
  return {
    eventID: createHash('md5').update(`${stream.arn} ${context.sequenceNumber}`).digest('hex'),
    eventName: !before ? 'INSERT' : after ? 'MODIFY' : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: context.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(context.now.getTime() / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: context.sequenceNumber,
      SizeBytes: [keys, ...Object.values(images)].reduce((bytes, item) => bytes + db.itemSize(item), 0),
      StreamViewType: stream.viewType,
    },
    ...(context.userIdentity ? { userIdentity: context.userIdentity } : {}),
  };
}
