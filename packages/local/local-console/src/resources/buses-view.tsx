import { busList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Code } from '../parts/code.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';
import { count } from '../words.ts';

export function BusesView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/buses', busList);
  return (
    <Loaded asked={asked}>
      {({ buses }) => {
        const found = buses.find((bus) => bus.name === name);
        return (
          <>
            <Table
              caption="Event buses"
              columns={['Event bus', 'Rules']}
              rows={buses.map((bus) => ({
                key: bus.name,
                cells: [<NameLink view="buses" name={bus.name} open={name} />, bus.rules.length],
              }))}
            />
            {found && (
              <section aria-labelledby="bus-name">
                <h2 id="bus-name">{found.name}</h2>
                <h3>{count(found.rules.length, 'rule')}</h3>
                <Table
                  caption="Rules"
                  columns={['Rule', 'State', 'Schedule', 'Targets']}
                  rows={found.rules.map(({ name, isEnabled, schedule, targets }) => ({
                    key: name,
                    cells: [name, isEnabled ? 'enabled' : 'disabled', schedule ?? '', targets.join(', ')],
                  }))}
                />
                {found.rules.map(
                  ({ name, pattern }) =>
                    pattern && <Code key={name} label={`Pattern of ${name}`} text={pattern} />,
                )}
              </section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
