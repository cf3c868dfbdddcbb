import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity/index.js';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition/index.js';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { Aspects, TerraformOutput, type TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { EncryptedResources } from './encrypted-resources.ts';
import { type KeyUsers, keyPolicy } from './key-policy.ts';

/** Encrypts all that a stack keeps with the configured KMS key, if there is one. */
export function encryptStack(stack: TerraformStack, config: PipelineConfig, stage: string): void {
  const { encryption } = config;
  if (!encryption) return;
  const scope = new Construct(stack, 'encryption');
  const { accountId } = new DataAwsCallerIdentity(scope, 'caller');
  const { partition } = new DataAwsPartition(scope, 'partition');
  const users = { config, prefix: `${config.name}-${stage}`, partition, accountId };
  const keyArn = encryption.key === 'own' ? ownKey(scope, users) : encryption.key;
  Aspects.of(stack).add(new EncryptedResources(keyArn));
  const outputs = {
    encryption_key: keyArn,
    ...(encryption.key === 'own' ? {} : { encryption_key_policy: keyPolicy(users) }),
  };
  for (const [name, value] of Object.entries(outputs))
    new TerraformOutput(stack, name, { value, staticId: true });
}

function ownKey(scope: Construct, users: KeyUsers): string {
  const key = new KmsKey(scope, 'key', {
    description: `Encrypts what ${users.prefix} keeps`,
    enableKeyRotation: true,
    // For a month what it has encrypted can be saved by cancelling its deletion.
    deletionWindowInDays: 30,
    policy: keyPolicy(users),
  });
  new KmsAlias(scope, 'alias', { name: `alias/${users.prefix}`, targetKeyId: key.keyId });
  return key.arn;
}
