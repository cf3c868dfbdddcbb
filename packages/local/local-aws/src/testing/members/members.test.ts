import { describe, expect, test } from 'vitest';
import type { ServedOperation } from '../../cloud/cloud.ts';
import { sections } from '../reference/sections.ts';
import { membersOfSchema } from './schema-members.ts';
import { membersOfClient } from './sdk-members.ts';
import { servedOperations } from './served-operations.ts';

const served = await servedOperations();
const services = sections
  .flatMap((section) => section.services)
  .map(([name, client]) => ({ name, client, operations: (served.get(name) ?? []).filter(hasSchema) }))
  .filter(({ operations }) => operations.length > 0);

type Described = ServedOperation & Required<Pick<ServedOperation, 'input'>>;

/** S3 reads its requests by other means; see its own tests. */
function hasSchema(operation: ServedOperation): operation is Described {
  return operation.input !== undefined;
}

/** Members that take anything, with who looks at them. */
const looked: Readonly<Record<string, string>> = {
  'Invoke.Payload': 'the function',
  'InvokeWithResponseStream.Payload': 'the function',
};

describe.each(services)('$name', ({ client, operations }) => {
  test('every member of every operation that AWS has is served or refused by its name', () => {
    const undecided = operations.flatMap(({ name, input }) => {
      const { named, refused } = membersOfSchema(input);
      const isDecided = (path: string) =>
        named.has(path) ||
        named.has(path.replaceAll('{}', '[].Value')) || // a map in the query protocol
        refused.some((refusal) => path.startsWith(refusal));
      return membersOfClient(client, name)
        .filter(({ path, place }) => place !== 'label' && !isDecided(path)) // a label is in the route
        .map(({ path }) => `${name}.${path}`);
    });
    expect(undecided).toEqual([]);
  });

  test('no schema lets a member pass that it does not name', () => {
    const passed = operations.flatMap(({ name, input }) => {
      const { loose, open } = membersOfSchema(input);
      return [...loose, ...open].map((path) => `${name}.${path}`);
    });
    expect(passed.filter((path) => looked[path] === undefined)).toEqual([]);
  });
});
