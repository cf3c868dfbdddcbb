import { expect, test } from 'vitest';
import { readWorkspace } from './workspace.ts';

const workspace = await readWorkspace();
const roomOf = new Map(workspace.map(({ name, room }) => [name, room]));

/** Which rooms the production sources of each room may import: arrows go one way. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  functions: ['core', 'web'], // the API serves the page that is built there
  local: [], // AWS on this machine knows nothing of Darkroom, and its packages not one another: local-aws reads local-console's built files
  web: ['core'], // what a browser can run of it
  infra: ['core', 'functions'],
  tools: ['core', 'functions', 'infra', 'local', 'tools'],
};

test('every package stands in a room that has a rule', () => {
  expect([...new Set(roomOf.values())].sort()).toEqual(Object.keys(allowed).sort());
});

test.each(workspace)('$name imports only from the rooms it may know', ({ name, room, sources }) => {
  const imported = sources
    .filter((source) => !source.isTest)
    .flatMap((source) => source.imports)
    .filter((specifier) => specifier.startsWith('@darkroom/'))
    .map((specifier) => specifier.replace('@darkroom/', ''));

  const forbidden = imported.filter(
    (specifier) => specifier !== name && !allowed[room]?.includes(roomOf.get(specifier) ?? ''),
  );
  expect(forbidden).toEqual([]);
});

test.each(workspace)(
  '$name declares every package it imports',
  ({ name, sources, dependencies, devDependencies }) => {
    const provided = ['vitest', 'fast-check', 'esbuild', `@darkroom/${name}`]; // at the root, for tests
    const undeclared = sources.flatMap((source) =>
      source.imports
        .filter((specifier) => !dependencies.has(specifier))
        .filter(
          (specifier) => !(source.isTest && (devDependencies.has(specifier) || provided.includes(specifier))),
        )
        .filter((specifier) => !isTypeOnly(specifier, devDependencies))
        .map((specifier) => `${source.path} imports ${specifier}`),
    );
    expect(dependenciesAreDevelopmentOnly(name) ? [] : undeclared).toEqual([]);
  },
);

test('no production package depends on the embedded cloud but the command line', () => {
  const dependents = workspace.filter((candidate) => candidate.dependencies.has('@darkroom/local-aws'));
  expect(dependents.map(({ name }) => name)).toEqual(['cli']);
});

function isTypeOnly(specifier: string, devDependencies: ReadonlySet<string>): boolean {
  return (
    devDependencies.has(`@types/${specifier}`) ||
    specifier === 'cloudfront' || // CloudFront's runtime has it
    (specifier === 'aws-lambda' && devDependencies.has('@types/aws-lambda'))
  );
}

/** Packages that never ship, or whose build holds what they use: all of that is a development dependency. */
function dependenciesAreDevelopmentOnly(name: string): boolean {
  return ['integration-tests', 'repository-rules', 'benchmarks', 'lambda-bundle', 'local-console'].includes(
    name,
  );
}
