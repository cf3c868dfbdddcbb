import { type Health, NotReadyError, session } from '@darkroom/localstack-client';
import { callerAccountId } from '../caller.ts';
import { CliError } from '../errors.ts';
import { checkDocker, checkTerraform } from './installed.ts';
import { localstackVersion, type Target } from './target.ts';

/**
 * Checks the prerequisites before Terraform runs, and says what to do about missing ones. Warns about a
 * LocalStack-compatible server that is not the tested one. Throws `CliError`.
 */
export async function preflight(
  target: Target,
  options: { endpoint: string; region: string },
  warn: (message: string) => void = console.error,
): Promise<void> {
  checkTerraform();
  if (target === 'aws') await callerAccountId(options.region);
  else await checkEmulator(target, options.endpoint, warn);
}

async function checkEmulator(
  target: 'localstack' | 'embedded',
  endpoint: string,
  warn: (message: string) => void,
): Promise<void> {
  const health = await session({ endpoint })
    .waitUntilReady({ timeoutMs: 2000 })
    .catch((error: unknown) => {
      throw error instanceof NotReadyError ? notRunning(target, endpoint, error) : error;
    });
  if (target === 'embedded' || health.version.startsWith(localstackVersion)) return;
  warn(
    `Found ${named(health)} at ${endpoint}; the tests use LocalStack ${localstackVersion} (${start.localstack}). Continuing.`,
  );
}

function named({ edition, version }: Health): string {
  if (edition === 'unknown') return 'a server that does not say what it is';
  return `${edition === 'local-aws' ? edition : `LocalStack (${edition})`} ${version}`;
}

const start = {
  localstack: 'docker compose -f docker-compose.localstack.yml up -d --wait',
  embedded: 'npx --yes pnpm local-aws',
};

function notRunning(target: 'localstack' | 'embedded', endpoint: string, { cause }: NotReadyError): CliError {
  if (target === 'localstack') checkDocker();
  const [name, where] =
    target === 'localstack' ? ['LocalStack', ''] : ['The embedded cloud', ' in another terminal'];
  const reason = cause instanceof Error ? cause.message : cause;
  return new CliError(
    'NotRunning',
    `${name} does not answer at ${endpoint} (${reason}). Start it${where}: ${start[target]}`,
  );
}
