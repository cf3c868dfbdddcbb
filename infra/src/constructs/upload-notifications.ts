import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { Construct } from 'constructs';
import type { UploadsQueue } from './uploads-queue.ts';

export interface UploadNotificationsProps {
  readonly bucket: { readonly name: string; readonly arn: string };
  readonly consumer: { readonly name: string; readonly arn: string };
  readonly accountId: string;
  /** The queue in which they wait for the consumer; without it S3 invokes the consumer directly. */
  readonly queue?: UploadsQueue;
}

const events = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];

/** S3 notifies the consumer of every object that is created in the bucket or removed from it. */
export class UploadNotifications extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { bucket, consumer, accountId, queue }: UploadNotificationsProps,
  ) {
    super(scope, id);
    const permission = new LambdaPermission(this, 'permission', {
      statementId: 'originals',
      action: 'lambda:InvokeFunction',
      functionName: consumer.name,
      principal: 's3.amazonaws.com',
      sourceArn: bucket.arn,
      sourceAccount: accountId, // a bucket's ARN does not contain the account
    });
    new S3BucketNotification(this, 'notification', {
      bucket: bucket.name,
      ...(queue
        ? { queue: [{ id: 'uploads', queueArn: queue.arn, events }] }
        : { lambdaFunction: [{ id: 'uploads', lambdaFunctionArn: consumer.arn, events }] }),
      dependsOn: [permission, ...(queue?.parts ?? [])], // S3 checks its permission to send
    });
  }
}
