import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { arnOf, checkDocument, entityExists, operation, uniqueId } from '../iam-state.ts';
import { policyDocument } from '../policy.ts';

export const createPolicy = operation({
  name: 'CreatePolicy',
  input: z.strictObject({
    PolicyName: z.string().regex(/^[\w+=,.@-]{1,128}$/),
    Path: z.string().default('/'),
    PolicyDocument: z.string(),
    Description: z.string().default(''),
    Tags: listOf(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  }),
  resource: ({ Path, PolicyName }, { cloud }) => arnOf(cloud, 'policy', Path, PolicyName),
  async run(input, { cloud, state }) {
    const arn = arnOf(cloud, 'policy', input.Path, input.PolicyName);
    if (await state.policies.get(arn)) {
      throw entityExists(
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      );
    }
    const createdAt = cloud.now().toISOString();
    const policy = {
      name: input.PolicyName,
      path: input.Path,
      id: uniqueId('ANPA'),
      arn,
      description: input.Description,
      createdAt,
      tags: input.Tags,
      versions: [{ id: 'v1', document: checkDocument(input.PolicyDocument), createdAt }],
      defaultVersionId: 'v1',
      versionsMade: 1,
    };
    await state.policies.put(arn, policy);
    return { Policy: await policyDocument(state, policy) };
  },
});
