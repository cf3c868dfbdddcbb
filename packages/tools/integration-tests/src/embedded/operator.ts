import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { builtConfig } from '@darkroom/infra';
import type { FaultInput } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { z } from 'zod';
import type { Target } from '../target.ts';
import { askPatiently } from './ask-patiently.ts';
import { darkroom, type Run } from './darkroom-command.ts';

const pageSchema = z.object({
  images: z.array(z.object({ key: z.string() })),
  cursor: z.string().optional(),
});

export type Operator = ReturnType<typeof operatorOf>;

/** Operates a stack on its own local-aws: with the command line, AWS's APIs, and injected faults. */
export function operatorOf({
  region,
  apiUrl,
  endpoint = '',
  originalsBucket,
}: Pick<Target, 'region' | 'apiUrl' | 'endpoint' | 'originalsBucket'>) {
  const local = session({ endpoint, region });
  const s3 = local.client(S3Client);
  const sqs = local.client(SQSClient);
  const dynamodb = local.client(DynamoDBClient);

  async function urlOf(queue: string): Promise<string> {
    const { QueueUrl = '' } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: `${builtConfig().name}-test-${queue}` }),
    );
    return QueueUrl;
  }

  /** Messages that wait in a queue, and those that a consumer holds. */
  async function waitingIn(queue: string): Promise<{ visible: number; held: number }> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await urlOf(queue), AttributeNames: ['All'] }),
    );
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages),
      held: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }

  return {
    s3,
    sqs,
    dynamodb,
    failedEventsQueueUrl: () => urlOf('failed-events'),
    failedEvents: () => waitingIn('failed-events'),
    waitingIn,

    darkroom(...args: string[]): Run {
      return darkroom(args, { DARKROOM_STAGE: 'test', DARKROOM_ENDPOINT: endpoint });
    },

    async upload(key: string, body: Uint8Array): Promise<void> {
      await s3.send(
        new PutObjectCommand({
          Bucket: originalsBucket,
          Key: key,
          Body: body,
          ContentType: 'image/jpeg',
        }),
      );
    },

    async removeOriginal(key: string): Promise<void> {
      await s3.send(new DeleteObjectCommand({ Bucket: originalsBucket, Key: key }));
    },

    /** Keys of all images with a status, sorted, as often as the listing contains them. */
    async listed(status: string): Promise<string[]> {
      const keys: string[] = [];
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({ limit: '100', status, ...(cursor && { cursor }) });
        const { body } = await askPatiently(`${apiUrl}/images?${query}`);
        const page = pageSchema.parse(body);
        keys.push(...page.images.map(({ key }) => key));
        cursor = page.cursor;
      } while (cursor);
      return keys.sort();
    },

    async keysIn(bucket: string, prefix = ''): Promise<string[]> {
      const keys: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: s3 },
        { Bucket: bucket, Prefix: prefix, EncodingType: 'url' },
      ))
        keys.push(...Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))));
      return keys;
    },

    /** Replaces all earlier faults; none removes them. */
    async inject(...faults: FaultInput[]): Promise<void> {
      const response = await fetch(`${endpoint}/_local/faults`, {
        method: 'POST',
        body: JSON.stringify(faults),
      });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}
