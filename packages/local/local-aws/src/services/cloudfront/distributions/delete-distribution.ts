import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { arnOf } from '../arn.ts';
import { allOf } from '../page.ts';
import { route } from '../route.ts';
import { checkIfMatch } from '../versioned.ts';
import { findDistribution } from './find-distribution.ts';

export const deleteDistribution = route({
  name: 'DeleteDistribution',
  method: 'DELETE',
  path: 'distribution/{Id}',
  status: 204,
  input: z.strictObject({ Id: z.string(), IfMatch: z.string().optional() }),
  resource: ({ Id }) => `distribution/${Id}`,
  async run({ Id, IfMatch }, { cloud, state }) {
    const found = await findDistribution(state, Id);
    checkIfMatch(IfMatch, found);
    if (found.config.Enabled)
      throw new AwsError(
        'DistributionNotDisabled',
        'The distribution you are trying to delete has not been disabled.',
        409,
      );
    const invalidations = await allOf(state.invalidations, `${Id}/`);
    await state.invalidations.batch(invalidations.map(({ id }) => ({ delete: `${Id}/${id}` })));
    await state.tags.delete(arnOf(cloud, `distribution/${Id}`));
    await state.distributions.delete(Id);
    state.cache.invalidate(Id, ['/*']);
    return {};
  },
});
