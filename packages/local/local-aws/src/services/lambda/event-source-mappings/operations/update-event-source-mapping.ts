import { z } from 'zod';
import { functionName } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import { checkConsumer, findMappedFunction } from '../mapped-function.ts';
import type { EventSourceMapping } from '../mapping.ts';
import { refuseDuplicate } from '../mapping-conflict.ts';
import { mappingDocument } from '../mapping-document.ts';
import { mappingSchema, withInput } from '../mapping-input.ts';
import { findMapping, mappingConditionKeys, mappingResource } from '../mapping-lookup.ts';

export const updateEventSourceMapping = operation({
  name: 'UpdateEventSourceMapping',
  input: mappingSchema.extend({ UUID: z.string(), FunctionName: functionName.nullish() }),
  resource: mappingResource,
  conditionKeys: mappingConditionKeys,
  async run({ UUID, FunctionName, ...changes }, context) {
    const { cloud, state } = context;
    const before = await findMapping(state, UUID);
    const after = await withInput(cloud, before, changes);
    const mapping = FunctionName ? await retarget(after, FunctionName) : after;
    await state.eventSourceMappings.put(UUID, mapping);
    state.pollers.follow(UUID);
    return mappingDocument(context, mapping, transition(before, mapping));

    async function retarget(old: EventSourceMapping, reference: string): Promise<EventSourceMapping> {
      const { arn, record } = await findMappedFunction(context, reference);
      const retargeted = { ...old, functionArn: arn };
      await checkConsumer(context, record, old.sourceArn);
      await refuseDuplicate(state, retargeted);
      return retargeted;
    }
  },
});

function transition(before: EventSourceMapping, after: EventSourceMapping) {
  if (before.enabled === after.enabled) return 'Updating';
  return after.enabled ? 'Enabling' : 'Disabling';
}
