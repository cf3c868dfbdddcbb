import { z } from 'zod';
import { arnOf } from '../arn.ts';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';
import { answeredConfig } from './answered-config.ts';
import { domainNameOf } from './distribution.ts';

export const listDistributions = route({
  name: 'ListDistributions',
  method: 'GET',
  path: 'distribution',
  input: z.strictObject(markers),
  async run(asked, { cloud, state }) {
    const all = await allOf(state.distributions);
    const { page, NextMarker, IsTruncated } = pageOf(all, ({ id }) => id, asked);
    return {
      root: 'DistributionList',
      content: {
        Marker: asked.Marker,
        NextMarker,
        MaxItems: asked.MaxItems,
        IsTruncated,
        Quantity: page.length,
        Items: page.map((distribution) => {
          return {
            Id: distribution.id,
            ARN: arnOf(cloud, `distribution/${distribution.id}`),
            ETag: distribution.etag,
            Status: 'Deployed',
            LastModifiedTime: distribution.modifiedAt,
            DomainName: domainNameOf(distribution),
            ...answeredConfig(distribution.config),
            CallerReference: undefined,
            DefaultRootObject: undefined,
            Logging: undefined,
          };
        }),
      },
    };
  },
});
