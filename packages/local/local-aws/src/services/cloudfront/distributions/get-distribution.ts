import { z } from 'zod';
import { isInProgress } from '../invalidations/invalidation.ts';
import { allOf } from '../page.ts';
import { route } from '../route.ts';
import { answeredConfig } from './answered-config.ts';
import { distributionDocument } from './distribution.ts';
import { findDistribution } from './find-distribution.ts';

export const getDistribution = route({
  name: 'GetDistribution',
  method: 'GET',
  path: 'distribution/{Id}',
  input: z.strictObject({ Id: z.string() }),
  resource: ({ Id }) => `distribution/${Id}`,
  async run({ Id }, { cloud, state }) {
    const found = await findDistribution(state, Id);
    const running = (await allOf(state.invalidations, `${Id}/`)).filter((one) =>
      isInProgress(one, cloud.now()),
    );
    const content = distributionDocument(cloud, found, 'Deployed', running.length);
    return { root: 'Distribution', content, headers: { etag: found.etag } };
  },
});

export const getDistributionConfig = route({
  name: 'GetDistributionConfig',
  method: 'GET',
  path: 'distribution/{Id}/config',
  input: z.strictObject({ Id: z.string() }),
  resource: ({ Id }) => `distribution/${Id}`,
  async run({ Id }, { state }) {
    const { config, etag } = await findDistribution(state, Id);
    return { root: 'DistributionConfig', content: answeredConfig(config), headers: { etag } };
  },
});
