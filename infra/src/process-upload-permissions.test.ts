import { expect, test } from 'vitest';
import { z } from 'zod';
import { type SynthesizedJson, synthesizeWith } from './testing/synthesize-with.ts';

const policySchema = z.object({
  Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() })),
});

function statementsOf(resource: SynthesizedJson['resource']) {
  const policies = Object.entries(resource.aws_iam_role_policy ?? {});
  const [, own] = policies.find(([name]) => name.startsWith('process-upload')) ?? [];
  return policySchema.parse(JSON.parse(String(own?.policy))).Statement;
}

test.each([false, true])(
  'process-upload can delete uploads only, and their versions only in a versioned bucket: %s',
  async (versioned) => {
    const { resource } = await synthesizeWith({ originals: { versioned } });
    const deletions = statementsOf(resource).filter(
      ({ Action, Resource }) =>
        String(Resource).includes('originals') && [Action].flat().some((action) => action.includes('Delete')),
    );
    expect(deletions.map(({ Action, Resource }) => [Action, Resource].flat())).toEqual(
      ['s3:DeleteObject', ...(versioned ? ['s3:DeleteObjectVersion'] : [])].map((action) => [
        action,
        expect.stringMatching(/originals.*\.arn}\/uploads\/\*$/),
      ]),
    );
  },
);

test.each(['render', 'copy'] as const)(
  'process-upload can read variants only where it copies them: %s',
  async (duplicates) => {
    const { resource } = await synthesizeWith({ duplicates });
    const variants = statementsOf(resource).filter(({ Resource }) => String(Resource).includes('variants'));
    expect(variants.flatMap(({ Action }) => Action).includes('s3:GetObject')).toBe(duplicates === 'copy');
  },
);
