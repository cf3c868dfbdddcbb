import { expect, test } from 'vitest';
import { readWorkspace } from './workspace.ts';

const workspace = await readWorkspace();
const shared = ['imaging', 'catalog', 'pipeline-config', 'lambda-kit'];
const handlers = ['process-upload', 'images-api', 'publish-changes', 'deliver-webhooks'];
const buildTools = ['lambda-bundle'];

/** Which workspace packages the production sources of each may import. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(shared.map((name) => [name, shared])),
  ...Object.fromEntries(handlers.map((name) => [name, shared])),
  'local-aws': [],
  'localstack-client': [],
  'lambda-bundle': ['pipeline-config'],
  'embedded-deploy': [],
  infra: [...shared, ...handlers],
  cli: [...shared, 'embedded-deploy', 'local-aws', 'localstack-client', 'infra'],
};

test.each(Object.keys(allowed))('%s imports only the packages it may know', (name) => {
  const found = workspace.find((candidate) => candidate.name === name);
  const imported = (found?.sources ?? [])
    .filter((source) => !source.isTest)
    .flatMap((source) => source.imports)
    .filter((specifier) => specifier.startsWith('@darkroom/'))
    .map((specifier) => specifier.replace('@darkroom/', ''));

  const forbidden = imported.filter((specifier) => specifier !== name && !allowed[name]?.includes(specifier));
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
    (specifier === 'aws-lambda' && devDependencies.has('@types/aws-lambda'))
  );
}

/** Packages that never ship: everything they use is a development dependency. */
function dependenciesAreDevelopmentOnly(name: string): boolean {
  return ['integration-tests', 'repository-rules', 'benchmarks', ...buildTools].includes(name);
}
