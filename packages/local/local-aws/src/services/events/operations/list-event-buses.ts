import { z } from 'zod';
import { busDocument } from '../bus.ts';
import { operation } from '../events-state.ts';
import { busName, pageInput } from '../input.ts';
import { pageOf } from '../page.ts';

export const listEventBuses = operation({
  name: 'ListEventBuses',
  input: z.strictObject({ NamePrefix: busName.optional(), ...pageInput }),
  run({ NamePrefix = '', ...page }, { state }) {
    const buses = [...state.buses.values()]
      .filter(({ name }) => name.startsWith(NamePrefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, ...next } = pageOf(buses, ({ name }) => name, page);
    return { EventBuses: items.map(busDocument), ...next };
  },
});
