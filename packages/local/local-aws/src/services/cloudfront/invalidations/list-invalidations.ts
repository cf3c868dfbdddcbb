import { z } from 'zod';
import { findDistribution } from '../distributions/find-distribution.ts';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';
import { isInProgress } from './invalidation.ts';

export const listInvalidations = route({
  name: 'ListInvalidations',
  method: 'GET',
  path: 'distribution/{DistributionId}/invalidation',
  input: z.strictObject({ ...markers, DistributionId: z.string() }),
  resource: ({ DistributionId }) => `distribution/${DistributionId}`,
  async run({ DistributionId, ...asked }, { cloud, state }) {
    await findDistribution(state, DistributionId);
    const all = await allOf(state.invalidations, `${DistributionId}/`);
    const newestFirst = all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const { page, NextMarker, IsTruncated } = pageOf(newestFirst, ({ id }) => id, asked);
    return {
      root: 'InvalidationList',
      content: {
        Marker: asked.Marker,
        NextMarker,
        MaxItems: asked.MaxItems,
        IsTruncated,
        Quantity: page.length,
        Items: page.map((one) => ({
          Id: one.id,
          CreateTime: one.createdAt,
          Status: isInProgress(one, cloud.now()) ? 'InProgress' : 'Completed',
        })),
      },
    };
  },
});
