import { z } from 'zod';
import { functionArn, functionName, parseFunctionName } from '../../function-lookup.ts';
import { operation } from '../../lambda-state.ts';
import type { EventSourceMapping } from '../mapping.ts';
import { mappingDocument } from '../mapping-document.ts';

export const listEventSourceMappings = operation({
  name: 'ListEventSourceMappings',
  input: z.strictObject({
    EventSourceArn: z.string().optional(),
    FunctionName: functionName.optional(),
    Marker: z.string().optional(),
    MaxItems: z.coerce.number().int().min(1).max(10_000).default(100),
  }),
  async run({ EventSourceArn, FunctionName, Marker, MaxItems }, context) {
    const { cloud, state } = context;
    const { name, qualifier } = FunctionName ? parseFunctionName(FunctionName) : {};
    const ofFunction = name && functionArn(cloud, name, qualifier);
    const page: EventSourceMapping[] = [];
    for await (const [, mapping] of state.eventSourceMappings.entries(Marker ? { gt: Marker } : {})) {
      if (EventSourceArn !== undefined && mapping.sourceArn !== EventSourceArn) continue;
      if (ofFunction !== undefined && mapping.functionArn !== ofFunction) continue;
      page.push(mapping);
      if (page.length > MaxItems) break;
    }
    const shown = page.slice(0, MaxItems);
    return {
      EventSourceMappings: shown.map((mapping) => mappingDocument(context, mapping)),
      ...(page.length > MaxItems ? { NextMarker: shown.at(-1)?.uuid } : {}),
    };
  },
});
