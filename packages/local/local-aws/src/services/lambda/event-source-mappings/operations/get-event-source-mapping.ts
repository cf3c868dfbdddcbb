import { z } from 'zod';
import { operation } from '../../lambda-state.ts';
import { mappingDocument } from '../mapping-document.ts';
import { findMapping, mappingConditionKeys, mappingResource } from '../mapping-lookup.ts';

export const getEventSourceMapping = operation({
  name: 'GetEventSourceMapping',
  input: z.strictObject({ UUID: z.string() }),
  resource: mappingResource,
  conditionKeys: mappingConditionKeys,
  async run({ UUID }, context) {
    return mappingDocument(context, await findMapping(context.state, UUID));
  },
});
