import { z } from 'zod';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';

export const listOriginAccessControls = route({
  name: 'ListOriginAccessControls',
  method: 'GET',
  path: 'origin-access-control',
  input: z.strictObject(markers),
  async run(asked, { state }) {
    const all = await allOf(state.originAccessControls);
    const { page, NextMarker, IsTruncated } = pageOf(all, ({ id }) => id, asked);
    return {
      root: 'OriginAccessControlList',
      content: {
        Marker: asked.Marker,
        NextMarker,
        MaxItems: asked.MaxItems,
        IsTruncated,
        Quantity: page.length,
        Items: page.map(({ id, config }) => ({ Id: id, ...config, Description: config.Description ?? '' })),
      },
    };
  },
});
