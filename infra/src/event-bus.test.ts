import { expect, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';

/** What publish-changes may do and knows of a bus, and the buses that the stack makes. */
async function synthesized(events?: { bus?: string }) {
  const { resource, output } = await synthesizeWith(events ? { events } : {});
  const of = (type: string) =>
    Object.entries(resource[type] ?? {}).find(([name]) => name.includes('publish-changes'))?.[1];
  const statements: { Action: string[]; Resource: string[] }[] = JSON.parse(
    String(of('aws_iam_role_policy')?.policy),
  ).Statement;
  const environment = of('aws_lambda_function')?.environment as { variables: Record<string, string> };
  return {
    made: Object.values(resource.aws_cloudwatch_event_bus ?? {}),
    allowed: statements.filter(({ Action }) => Action.includes('events:PutEvents')),
    known: environment.variables.EVENT_BUS,
    output: output.event_bus?.value,
  };
}

test('without configuration there is no bus, and nothing may put events', async () => {
  expect(await synthesized()).toEqual({ made: [], allowed: [], known: undefined, output: undefined });
});

test('the stack makes a bus of its own, and publish-changes may put events on that one', async () => {
  const { made, allowed, known, output } = await synthesized({});
  expect(made).toEqual([expect.objectContaining({ name: 'darkroom-test' })]);
  expect(known).toMatch(/^\$\{aws_cloudwatch_event_bus\..*\.name\}$/);
  expect(output).toBe(known);
  expect(allowed).toMatchObject([
    { Action: ['events:PutEvents'], Resource: [known?.replace(/\.name\}$/, '.arn}')] },
  ]);
});

test.each([
  ['shared', expect.stringMatching(/^arn:\$\{.*\}:events:us-east-1:\$\{.*\}:event-bus\/shared$/)],
  [
    'arn:aws:events:eu-west-1:111111111111:event-bus/central',
    'arn:aws:events:eu-west-1:111111111111:event-bus/central',
  ],
])('the bus %s has to exist: the stack makes none', async (bus, arn) => {
  const { made, allowed, known } = await synthesized({ bus });
  expect(made).toEqual([]);
  expect(known).toBe(bus);
  expect(allowed).toMatchObject([{ Resource: [arn] }]);
});
