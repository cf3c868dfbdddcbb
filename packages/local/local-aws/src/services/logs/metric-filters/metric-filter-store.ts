import type { Cloud } from '../../../cloud/cloud.ts';
import { type CompiledFilter, compileMetricFilter } from './compile-metric-filter.ts';
import type { MetricFilter } from './metric-filter.ts';

/** The metric filters, in memory and in storage. */
export interface MetricFilterStore {
  /** Those of a group, compiled once and not for each event. */
  of(group: string): readonly CompiledFilter[];
  /** All, in the order of their groups and names. */
  list(): MetricFilter[];
  save(filter: MetricFilter): Promise<void>;
  remove(filters: readonly MetricFilter[]): Promise<void>;
}

export async function openMetricFilters(cloud: Cloud): Promise<MetricFilterStore> {
  const stored = cloud.storage.collection<MetricFilter>('logs/metric-filters');
  const byGroup = new Map<string, readonly CompiledFilter[]>();
  const without = ({ group, name }: MetricFilter) =>
    (byGroup.get(group) ?? []).filter(({ filter }) => filter.name !== name);

  function keep(filter: MetricFilter): void {
    byGroup.set(filter.group, [...without(filter), compileMetricFilter(cloud, filter)]);
  }

  for await (const [, filter] of stored.entries()) keep(filter);
  return {
    of: (group) => byGroup.get(group) ?? [],
    list: () =>
      [...byGroup.values()]
        .flat()
        .map(({ filter }) => filter)
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    async save(filter) {
      await stored.put(keyOf(filter), filter);
      keep(filter);
    },
    async remove(filters) {
      await stored.batch(filters.map((filter) => ({ delete: keyOf(filter) })));
      for (const filter of filters) byGroup.set(filter.group, without(filter));
    },
  };
}

function keyOf({ group, name }: MetricFilter): string {
  return `${group}\0${name}`;
}
