import { expect, test } from 'vitest';
import { type SynthesizedJson, synthesizeWith } from './testing/synthesize-with.ts';

const blocks = (stack: SynthesizedJson, type: string) => Object.values(stack.resource[type] ?? {});

/** Where each type of resource names its key. */
const named = {
  aws_s3_bucket_server_side_encryption_configuration: /"kms_master_key_id":"([^"]+)"/,
  aws_dynamodb_table: /"server_side_encryption":\{"enabled":true,"kms_key_arn":"([^"]+)"/,
  aws_sqs_queue: /"kms_master_key_id":"([^"]+)"/,
  aws_sns_topic: /"kms_master_key_id":"([^"]+)"/,
  aws_cloudwatch_log_group: /"kms_key_id":"([^"]+)"/,
  aws_lambda_function: /"kms_key_arn":"([^"]+)"/,
};

const everything = {
  region: 'eu-central-1',
  intake: { mode: 'queue' },
  monitoring: {},
  delivery: { logs: true },
} as const;

const statements = (policy: unknown): { Sid: string; Action: string[]; Resource: unknown }[] =>
  JSON.parse(String(policy)).Statement;

test('a key of its own encrypts all that the stack keeps in its region, and is rotated', async () => {
  const stack = await synthesizeWith({ ...structuredClone(everything), encryption: { key: 'own' } });
  const [[id, key] = []] = Object.entries(stack.resource.aws_kms_key ?? {});
  expect(key).toMatchObject({ enable_key_rotation: true });
  const arn = `\${aws_kms_key.${id}.arn}`;
  for (const [type, pattern] of Object.entries(named)) {
    const here = blocks(stack, type).filter(({ provider }) => provider === undefined);
    expect(here.length).toBeGreaterThan(0);
    for (const block of here) expect([type, pattern.exec(JSON.stringify(block))?.[1]]).toEqual([type, arn]);
    const elsewhere = blocks(stack, type).filter(({ provider }) => provider !== undefined);
    expect(JSON.stringify(elsewhere)).not.toContain(arn);
  }
  expect(statements(key?.policy).map(({ Sid }) => Sid)).toEqual([
    ...['Account', 'Logs', 'Topics', 'Pictures', 'Uploads', 'Alarms'],
  ]);
});

test('each role decrypts, and only those that write get data keys', async () => {
  const stack = await synthesizeWith({ encryption: { key: 'own' } });
  const ofKey = Object.entries(stack.resource.aws_iam_role_policy ?? {}).map(([id, { policy }]) => {
    const found = statements(policy).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    return [id.replace(/_permissions_\w+$/, ''), found.flatMap(({ Action }) => Action)] as const;
  });
  const both = ['kms:Decrypt', 'kms:GenerateDataKey'];
  expect(Object.fromEntries(ofKey)).toMatchObject({
    'process-upload': both,
    'images-api': both,
    'serve-image': both,
    'publish-changes': both,
    'record-failure': both,
  });
  const without = await synthesizeWith();
  expect(JSON.stringify(without)).not.toContain('kms:');
});

test('a key that is there already gets no policy from the stack, which tells the statements that it needs', async () => {
  const key = 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012';
  const stack = await synthesizeWith({ encryption: { key } });
  expect(stack.resource.aws_kms_key).toBeUndefined();
  expect(stack.output.encryption_key).toEqual({ value: key });
  expect(statements(stack.output.encryption_key_policy?.value).map(({ Sid }) => Sid)).toEqual([
    ...['Account', 'Logs', 'Topics', 'Pictures'],
  ]);
  await expect(synthesizeWith({ encryption: { key: 'alias/photos' } })).rejects.toThrow('encryption.key');
});
