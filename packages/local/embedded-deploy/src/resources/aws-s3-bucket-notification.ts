import { type Event, PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  bucket: z.string(),
  lambda_function: z.array(
    z.strictObject({
      id: z.string(),
      lambda_function_arn: z.string(),
      events: z.array(z.string()),
    }),
  ),
});

export const awsS3BucketNotification = defineResource(
  schema,
  async ({ bucket, lambda_function }, { clients }) => {
    await clients.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: lambda_function.map(({ id, lambda_function_arn, events }) => ({
            Id: id,
            LambdaFunctionArn: lambda_function_arn,
            Events: events as Event[],
          })),
        },
      }),
    );
    return { id: bucket };
  },
);
