import { z } from 'zod';
import { configurationOf } from '../configuration.ts';
import { operation } from '../lambda-state.ts';

export const listFunctions = operation({
  name: 'ListFunctions',
  input: z.object({
    Marker: z.string().optional(),
    MaxItems: z.coerce.number().int().min(1).max(10_000).default(50),
  }),
  async run({ Marker, MaxItems }, { cloud, state }) {
    const page = [];
    for await (const [, record] of state.functions.entries({
      ...(Marker ? { gt: Marker } : {}),
      limit: MaxItems + 1,
    })) {
      page.push(record);
    }
    const shown = page.slice(0, MaxItems);
    return {
      Functions: shown.map((record) => configurationOf(cloud, record)),
      ...(page.length > MaxItems ? { NextMarker: shown.at(-1)?.name } : {}),
    };
  },
});
