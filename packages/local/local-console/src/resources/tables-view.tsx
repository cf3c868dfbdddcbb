import { itemList, tableList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { PageButtons, usePages } from '../parts/pages.tsx';
import { Table } from '../parts/table.tsx';

export function TablesView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/tables', tableList);
  return (
    <Loaded asked={asked}>
      {({ tables }) => {
        const found = tables.find((table) => table.name === name);
        return (
          <>
            <Table
              caption="Tables"
              columns={['Table', 'Keys', 'Indexes', 'Stream']}
              rows={tables.map((table) => ({
                key: table.name,
                cells: [
                  <NameLink view="tables" name={table.name} open={name} />,
                  table.keys.join(', '),
                  table.indexes.join(', '),
                  table.streamArn === undefined ? 'no' : 'yes',
                ],
              }))}
            />
            {found && <Items key={found.name} table={found.name} keys={found.keys} />}
          </>
        );
      }}
    </Loaded>
  );
}

function Items({ table, keys }: { readonly table: string; readonly keys: readonly string[] }) {
  const pages = usePages();
  const query = new URLSearchParams({ limit: '50', ...pages.query });
  const asked = useAsked(`/tables/${encodeURIComponent(table)}/items?${query}`, itemList);
  return (
    <section aria-labelledby="table-name">
      <h2 id="table-name">{table}</h2>
      <Loaded asked={asked}>
        {({ items, next: following }) => (
          <>
            {items.length === 0 && <p class="quiet">No items.</p>}
            {items.map((item) => {
              const name = keys.map((key) => JSON.stringify(item[key])).join(' ');
              return (
                <details key={name}>
                  <summary>{name}</summary>
                  <pre>{JSON.stringify(item, null, 2)}</pre>
                </details>
              );
            })}
            <PageButtons pages={pages} following={following} />
          </>
        )}
      </Loaded>
    </section>
  );
}
