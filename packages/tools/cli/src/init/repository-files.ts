import { spawnSync } from 'node:child_process';
import { CliError } from '../errors.ts';

/** What serves the development of Darkroom itself, and the files that a new repository has in its own words. */
const leftOut = [
  'packages/tools/benchmarks/',
  'packages/tools/integration-tests/',
  'packages/tools/repository-rules/',
  'packages/tools/url-reference/',
  'examples/',
  '.ci/',
  '.github/',
  'scripts/install-apart.sh',
  'scripts/test-integration.mjs',
  'README.md',
  'vitest.config.ts',
];
/** Scripts of the root's package.json that need what is left out. */
export const scriptsLeftOut = ['docs:tour', 'docs:transforms', 'test:integration', 'test:terraform'];

/** The paths, below the checkout, that a new repository gets. Throws `CliError` if this is no checkout of Git. */
export function repositoryFiles(root: string): string[] {
  const tracked = git(root, ['ls-files', '-z']); // nothing else: a forgotten .env would be committed there
  return tracked.split('\0').filter((path) => path !== '' && !leftOut.some((name) => path.startsWith(name)));
}

/** The commit that is checked out. */
export function checkedOutCommit(root: string): string {
  return git(root, ['rev-parse', '--short', 'HEAD']).trim();
}

function git(root: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (status === 0) return stdout;
  throw new CliError(
    'NotACheckout',
    `init copies the files of a Git checkout of Darkroom, and Git says: ${error?.message ?? stderr.trim()}`,
  );
}
