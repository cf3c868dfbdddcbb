import { z } from 'zod';
import { allOf, pageOf } from '../page.ts';
import { route } from '../route.ts';
import { markers } from '../values.ts';
import { functionSummary, type Stage } from './edge-function.ts';
import { stage } from './function-input.ts';

export const listFunctions = route({
  name: 'ListFunctions',
  method: 'GET',
  path: 'function',
  input: z.strictObject({ ...markers, Stage: stage.optional() }),
  async run({ Stage: asked, ...marker }, { cloud, state }) {
    const versions = (await allOf(state.functions)).flatMap((found) => {
      const stages: Stage[] = found.live ? ['DEVELOPMENT', 'LIVE'] : ['DEVELOPMENT'];
      return stages
        .filter((stage) => asked === undefined || stage === asked)
        .map((stage) => ({ found, stage, version: (stage === 'LIVE' && found.live) || found.development }));
    });
    const { page, NextMarker } = pageOf(versions, ({ found, stage }) => `${found.name}/${stage}`, marker);
    return {
      root: 'FunctionList',
      content: {
        NextMarker,
        MaxItems: marker.MaxItems,
        Quantity: page.length,
        Items: page.map(({ found, stage, version }) => functionSummary(cloud, found, version, stage)),
      },
    };
  },
});
