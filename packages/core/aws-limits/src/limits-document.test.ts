import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Limit, type LimitName, limits } from './limits.ts';

const docs = new URL('../../../../docs/', import.meta.url);

test('the documentation lists them all', async () => {
  await expect(document(Object.values(limits))).toMatchFileSnapshot(
    fileURLToPath(new URL('aws-limits.md', docs)),
  );
});

test.each<LimitName>([
  'lambda.concurrency',
  'lambda.scaling',
  'sqs.in-flight',
  'apigateway.requests',
  's3.writes',
  'dynamodb.writes',
  'dynamodb.partition-writes',
])('the arithmetic of a million uploads has %s as it is here', async (name) => {
  const arithmetic = await readFile(new URL('limits.md', docs), 'utf8');
  expect(arithmetic).toContain(limits[name].most.toLocaleString('en-US'));
});

function document(all: readonly Limit[]): string {
  const rows = all.map(
    ({ service, what, least, most, unit, quota = '–', source, read }) =>
      `| ${service} | ${what} | ${least === undefined ? '' : `${least} to `}${said(most, unit)} | ${quota} | ${source} | ${read} |`,
  );
  return `# Limits of AWS

What AWS allows, as far as this stack can meet it. Written from [data](../packages/core/aws-limits/src/limits.ts) by a test (\`npx --yes pnpm docs:limits\`). A configuration that exceeds what nobody can raise is refused before anything is deployed; [\`local-aws\`](../packages/local/local-aws/src/limits.test.ts) is held to the same numbers, or says why not; \`darkroom doctor\` shows what a stage uses of those that can be read. What [a million uploads an hour](limits.md) need is a page of its own.

| service | what | most | quota that can be raised | page of AWS's documentation | read |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function said(value: number, unit: Limit['unit']): string {
  if (unit !== 'bytes' || value < 1024) return `${value.toLocaleString('en-US')} ${unit}`.trim();
  const power = Math.floor(Math.log2(value) / 10);
  return `${(value / 1024 ** power).toLocaleString('en-US')} ${['', 'KB', 'MB', 'GB'][power]}`;
}
