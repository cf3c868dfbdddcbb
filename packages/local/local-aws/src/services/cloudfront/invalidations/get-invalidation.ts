import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findDistribution } from '../distributions/find-distribution.ts';
import { route } from '../route.ts';
import { invalidationDocument } from './invalidation.ts';

export const getInvalidation = route({
  name: 'GetInvalidation',
  method: 'GET',
  path: 'distribution/{DistributionId}/invalidation/{Id}',
  input: z.strictObject({ DistributionId: z.string(), Id: z.string() }),
  resource: ({ DistributionId }) => `distribution/${DistributionId}`,
  async run({ DistributionId, Id }, { cloud, state }) {
    await findDistribution(state, DistributionId);
    const found = await state.invalidations.get(`${DistributionId}/${Id}`);
    if (!found) throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404);
    return { root: 'Invalidation', content: invalidationDocument(found, cloud.now()) };
  },
});
