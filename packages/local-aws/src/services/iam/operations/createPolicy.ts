import { z } from 'zod';
import { arnOf, checkDocument, entityExists, operation, uniqueId } from '../iam-state.ts';
import { policyDocument } from '../policy.ts';

export const createPolicy = operation({
  name: 'CreatePolicy',
  input: z.object({
    PolicyName: z.string().regex(/^[\w+=,.@-]{1,128}$/),
    Path: z.string().default('/'),
    PolicyDocument: z.string(),
    Description: z.string().default(''),
  }),
  resource: ({ Path, PolicyName }, { cloud }) => arnOf(cloud, 'policy', Path, PolicyName),
  async run(input, { cloud, state }) {
    const arn = arnOf(cloud, 'policy', input.Path, input.PolicyName);
    if (await state.policies.get(arn)) {
      throw entityExists(
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
      );
    }
    const policy = {
      name: input.PolicyName,
      path: input.Path,
      id: uniqueId('ANPA'),
      arn,
      description: input.Description,
      document: checkDocument(input.PolicyDocument),
      createdAt: cloud.now().toISOString(),
    };
    await state.policies.put(arn, policy);
    return { Policy: policyDocument(policy) };
  },
});
