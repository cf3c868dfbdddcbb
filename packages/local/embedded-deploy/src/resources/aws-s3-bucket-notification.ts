import { type Event, PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const ruleSchema = { id: z.string(), events: z.array(z.string()) };
const schema = z.strictObject({
  bucket: z.string(),
  lambda_function: z.array(z.strictObject({ ...ruleSchema, lambda_function_arn: z.string() })).default([]),
  queue: z.array(z.strictObject({ ...ruleSchema, queue_arn: z.string() })).default([]),
});

export const awsS3BucketNotification = defineResource(
  schema,
  async ({ bucket, lambda_function, queue }, { clients }) => {
    await clients.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: lambda_function.map(({ id, lambda_function_arn, events }) => ({
            Id: id,
            LambdaFunctionArn: lambda_function_arn,
            Events: events as Event[],
          })),
          QueueConfigurations: queue.map(({ id, queue_arn, events }) => ({
            Id: id,
            QueueArn: queue_arn,
            Events: events as Event[],
          })),
        },
      }),
    );
    return { id: bucket };
  },
);
