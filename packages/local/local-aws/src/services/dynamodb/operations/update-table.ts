import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { changeTable } from '../tables/change-table.ts';
import { checkDefinitions, mergeDefinitions } from '../tables/definitions.ts';
import { indexUpdate, updateIndex } from '../tables/index-updates.ts';
import { applySettings } from '../tables/settings.ts';
import { applyStream } from '../tables/stream-setting.ts';
import type { Table } from '../tables/table.ts';
import { attributeDefinitions, tableSettings } from '../tables/table-input.ts';
import { refuseSameThroughput } from '../tables/throughput.ts';
import { ofTable, operation, tableName } from './operation.ts';

/** Complete when it answers: a new index is filled, although the response says UPDATING. */
export const updateTable = operation({
  name: 'UpdateTable',
  input: tableSettings.extend({
    TableName: tableName,
    AttributeDefinitions: attributeDefinitions.nullish(),
    GlobalSecondaryIndexUpdates: z.array(indexUpdate).nullish(),
    DisassociationProtectionEnabled: notServed,
    GlobalTableSettingsReplicationMode: notServed,
    GlobalTableWitnessUpdates: notServed,
    MultiRegionConsistency: notServed,
    ReplicaUpdates: notServed,
    VectorIndexUpdates: notServed,
  }),
  resource: ofTable,
  async run(request, { cloud, state }) {
    const table = await changeTable(state, request.TableName, async (table) => {
      refuseSameThroughput(table.description, request.ProvisionedThroughput);
      const updates = request.GlobalSecondaryIndexUpdates ?? [];
      const defined = mergeDefinitions(table.description, request.AttributeDefinitions ?? [], updates);
      const settled = applySettings(defined, request, cloud);
      const streamed = applyStream(settled, request.StreamSpecification, state.streams);
      let changed: Table = { ...table, description: streamed.description };
      const also = [...streamed.also];
      for (const update of updates) {
        const { description, changes } = await updateIndex(state, changed, update);
        changed = { ...changed, description };
        also.push(...changes);
      }
      return { table: { ...changed, description: checkDefinitions(changed.description) }, also };
    });
    return { TableDescription: { ...table.description, TableStatus: 'UPDATING' } };
  },
});
