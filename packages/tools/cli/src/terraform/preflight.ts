import { NotReadyError, session } from '@darkroom/localstack-client';
import { callerAccountId } from '../caller.ts';
import { CliError } from '../errors.ts';
import { checkDocker, checkTerraform } from './installed.ts';
import { localstackVersion, type Target } from './target.ts';

/** Finds out what is missing before Terraform does, and says what to do about it. Throws `CliError`. */
export async function preflight(
  target: Target,
  options: { endpoint: string; region: string },
): Promise<void> {
  checkTerraform();
  if (target === 'aws') await callerAccountId(options.region);
  else await checkEmulator(target, options.endpoint);
}

async function checkEmulator(target: 'localstack' | 'embedded', endpoint: string): Promise<void> {
  const health = await session({ endpoint })
    .waitUntilReady({ timeoutMs: 2000 })
    .catch((error: unknown) => {
      throw error instanceof NotReadyError ? notRunning(target, endpoint, error) : error;
    });
  if (target === 'embedded' || health.version.startsWith(localstackVersion)) return;
  const found = health.edition === 'local-aws' ? 'local-aws' : `LocalStack ${health.version}`;
  throw new CliError(
    'OtherVersion',
    `Expected LocalStack ${localstackVersion} at ${endpoint} but found ${found}. Stop it and run \`${start.localstack}\`.`,
  );
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
