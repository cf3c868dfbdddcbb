import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { allOf } from '../page.ts';
import { route } from '../route.ts';
import { checkIfMatch, newId } from '../versioned.ts';
import { checkAliases } from './check-aliases.ts';
import { checkConfig } from './check-config.ts';
import { distributionDocument } from './distribution.ts';
import { distributionConfig } from './distribution-config.ts';
import { findDistribution } from './find-distribution.ts';

export const updateDistribution = route({
  name: 'UpdateDistribution',
  method: 'PUT',
  path: 'distribution/{Id}/config',
  payload: 'DistributionConfig',
  input: z.strictObject({
    DistributionConfig: distributionConfig,
    Id: z.string(),
    IfMatch: z.string().optional(),
  }),
  resource: ({ Id }) => `distribution/${Id}`,
  async run({ Id, IfMatch, DistributionConfig: config }, { cloud, state }) {
    const found = await findDistribution(state, Id);
    checkIfMatch(IfMatch, found);
    if (config.CallerReference !== found.config.CallerReference)
      throw new AwsError('IllegalUpdate', 'The update contains modifications that are not allowed.');
    const others = (await allOf(state.distributions)).filter(({ id }) => id !== Id);
    checkAliases(config, others);
    await checkConfig(state, config);
    const updated = { ...found, etag: newId(), modifiedAt: cloud.now().toISOString(), config };
    await state.distributions.put(Id, updated);
    return {
      root: 'Distribution',
      content: distributionDocument(cloud, updated, 'InProgress'),
      headers: { etag: updated.etag },
    };
  },
});
