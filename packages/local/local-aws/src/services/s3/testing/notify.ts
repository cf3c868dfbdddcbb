import {
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Bucket } from './start-s3.ts';

/** Notifies a function of all changes in the bucket, or of those in `rule`. */
export async function notify(
  s3: S3Client,
  LambdaFunctionArn: string | undefined,
  rule: Partial<LambdaFunctionConfiguration> = {},
): Promise<void> {
  const configuration: LambdaFunctionConfiguration = {
    LambdaFunctionArn,
    Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
    ...rule,
  };
  const NotificationConfiguration = { LambdaFunctionConfigurations: [configuration] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}
