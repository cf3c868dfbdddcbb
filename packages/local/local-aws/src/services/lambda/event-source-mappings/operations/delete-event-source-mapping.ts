import { z } from 'zod';
import { operation } from '../../lambda-state.ts';
import { mappingDocument } from '../mapping-document.ts';
import { findMapping, mappingConditionKeys, mappingResource } from '../mapping-lookup.ts';

export const deleteEventSourceMapping = operation({
  name: 'DeleteEventSourceMapping',
  input: z.strictObject({ UUID: z.string() }),
  resource: mappingResource,
  conditionKeys: mappingConditionKeys,
  async run({ UUID }, context) {
    const { state } = context;
    const mapping = await findMapping(state, UUID);
    await state.eventSourceMappings.delete(UUID);
    state.pollers.follow(UUID);
    return mappingDocument(context, mapping, 'Deleting');
  },
});
