import { functionList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { Table } from '../parts/table.tsx';
import { FunctionDetails } from './function-details.tsx';

export function FunctionsView({ open: [name] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/functions', functionList);
  return (
    <Loaded asked={asked}>
      {({ functions }) => {
        const found = functions.find((one) => one.name === name);
        return (
          <>
            <Table
              caption="Functions"
              columns={['Function', 'Runtime', 'Memory', 'Timeout', 'Environments']}
              rows={functions.map((one) => ({
                key: one.name,
                cells: [
                  <NameLink view="functions" name={one.name} open={name} />,
                  one.runtime,
                  `${one.memorySize} MB`,
                  `${one.timeoutSeconds} s`,
                  `${one.environments.length} (${one.environments.filter(({ isBusy }) => isBusy).length} busy)`,
                ],
              }))}
            />
            {found && <FunctionDetails key={found.name} found={found} />}
          </>
        );
      }}
    </Loaded>
  );
}
