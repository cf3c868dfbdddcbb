import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import * as z from 'zod';
import { policyDocument } from '../tls-only.ts';

/** Actions that make something new to be encrypted. */
const writing = ['s3:PutObject', 'sqs:SendMessage', 'sns:Publish'];

const documentSchema = z.object({
  Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) })),
});

/**
 * Gives everything in a stack that can be encrypted the same key, and each role what it needs of it. Resources of another
 * region than the stack's keep AWS's key: a key is of one region.
 */
export class EncryptedResources implements IAspect {
  readonly #keyArn: string;

  constructor(keyArn: string) {
    this.#keyArn = keyArn;
  }

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || node.provider !== undefined) return;
    const kmsKeyArn = this.#keyArn;
    if (node instanceof S3BucketServerSideEncryptionConfigurationA) {
      const byDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn };
      node.putRule([{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: true }]);
    } else if (node instanceof DynamodbTable) node.putServerSideEncryption({ enabled: true, kmsKeyArn });
    else if (node instanceof SqsQueue) {
      node.resetSqsManagedSseEnabled();
      node.kmsMasterKeyId = kmsKeyArn;
    } else if (node instanceof SnsTopic) node.kmsMasterKeyId = kmsKeyArn;
    else if (node instanceof CloudwatchLogGroup) node.kmsKeyId = kmsKeyArn;
    else if (node instanceof LambdaFunction) node.kmsKeyArn = kmsKeyArn;
    else if (node instanceof IamRolePolicy) node.policy = withKey(node.policyInput ?? '', kmsKeyArn);
  }
}

/** Every function decrypts its environment, and what it reads; only what writes needs data keys. */
function withKey(policy: string, keyArn: string): string {
  const { Statement } = documentSchema.parse(JSON.parse(policy));
  const writes = Statement.flatMap(({ Action }) => Action).some((action) => writing.includes(action));
  const Action = ['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])];
  return policyDocument([...Statement, { Effect: 'Allow', Action, Resource: keyArn }]);
}
