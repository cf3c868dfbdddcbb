import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { parameterList, parameterValue } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';

export function ParametersView() {
  const asked = useAsked('/parameters', parameterList);
  return (
    <Loaded asked={asked}>
      {({ parameters }) => (
        <Table
          caption="Parameters"
          columns={['Name', 'Type', 'Version', 'Modified', 'Value']}
          rows={parameters.map(({ name, type, version, modifiedAt }) => ({
            key: name,
            cells: [name, type, version, modifiedAt, <Value key={version} name={name} />],
          }))}
        />
      )}
    </Loaded>
  );
}

/** A value may be a secret, so it is shown only when asked for. */
function Value({ name }: { readonly name: string }) {
  const [value, setValue] = useState<string>();
  if (value !== undefined) return <code>{value}</code>;
  async function show() {
    const query = new URLSearchParams({ name, decrypt: 'true' });
    setValue(
      await ask(`/parameter?${query}`, parameterValue).then(
        (found) => found.value,
        (error: Error) => error.message,
      ),
    );
  }
  return (
    <button type="button" onClick={show} aria-label={`Show the value of ${name}`}>
      Show
    </button>
  );
}
