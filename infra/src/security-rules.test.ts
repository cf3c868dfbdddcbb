import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Rule, rules } from './testing/security-rules.ts';
import { synthesizeWith } from './testing/synthesize-with.ts';

const shapes = {
  'as it is by default': {},
  'with every other part': {
    monitoring: { email: 'ops@example.com' },
    intake: { mode: 'queue' },
    webhooks: [{ name: 'shop', url: 'https://shop.example/hook', events: ['image.ready', 'alarm'] }],
    originals: { versioned: true },
    delivery: { logs: true },
    duplicates: 'copy',
    api: { accessLogs: true },
    tracing: {},
    encryption: { key: 'own' },
    uploaders: [{ name: 'scanner', prefix: 'scans/', vpcEndpointId: 'vpce-0a1b2c3d' }],
  },
} as const;

const kept = rules.filter((rule) => 'broken' in rule);

test.each(Object.entries(shapes))(
  'the stack on AWS, %s, keeps every rule that is not waived',
  async (_, shape) => {
    const stack = await synthesizeWith(structuredClone(shape) as Parameters<typeof synthesizeWith>[0]);
    const broken = kept.map((rule) => [rule.says, rule.broken(stack)]);
    expect(Object.fromEntries(broken)).toEqual(Object.fromEntries(kept.map(({ says }) => [says, []])));
  },
);

test('the rules notice what breaks them', async () => {
  const stack = await synthesizeWith();
  const [queue] = Object.values(stack.resource.aws_sqs_queue ?? {});
  const open = { ...queue, sqs_managed_sse_enabled: false };
  const broken = {
    ...stack,
    resource: { ...stack.resource, aws_sqs_queue: { open }, aws_s3_bucket_policy: {} },
  };
  const noticed = kept.filter((rule) => rule.broken(broken).length > 0).map(({ says }) => says);
  expect(noticed).toEqual(['Queues are encrypted']);
});

test('the documentation lists them all', async () => {
  const file = fileURLToPath(new URL('../../docs/security-rules.md', import.meta.url));
  await expect(document(rules)).toMatchFileSnapshot(file);
});

function document(all: readonly Rule[]): string {
  const rows = all.map(
    (rule) => `| ${rule.about} | ${rule.says} | ${'waived' in rule ? `waived: ${rule.waived}` : 'kept'} |`,
  );
  return `# Security rules

What auditors and their scanners ask of a stack, and what this one does. [A test](../infra/src/security-rules.test.ts) checks each rule that is kept on the synthesized Terraform, by default and with every option; it also writes this page (\`npx --yes pnpm docs:security\`).

| about | rule | |
|---|---|---|
${rows.join('\n')}
`;
}
