import { AwsError } from '../../protocol/aws-error.ts';
import { parseSelector } from './parameter-name.ts';
import type { Parameter, ParameterVersion, SsmState } from './ssm-state.ts';

/** AWS gives no reason, because the name was in the request. */
function parameterNotFound(): AwsError {
  return new AwsError('ParameterNotFound', '');
}

/** Throws ParameterNotFound. */
export async function findParameter({ parameters }: SsmState, name: string): Promise<Parameter> {
  const parameter = await parameters.get(name);
  if (!parameter) throw parameterNotFound();
  return parameter;
}

export interface SelectedVersion {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** As it was requested, such as `:3`. */
  readonly selector?: string;
}

/** The version that `name` or `name:version` names. Throws ParameterNotFound or ParameterVersionNotFound. */
export async function findVersion(state: SsmState, given: string): Promise<SelectedVersion> {
  const { name, selector } = parseSelector(given);
  const parameter = await findParameter(state, name);
  if (selector === undefined) return { parameter, version: parameter.latest };
  const version = versionsOf(parameter).find((candidate) => String(candidate.version) === selector);
  if (!version)
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  return { parameter, version, selector: `:${selector}` };
}

/** Oldest first. */
export function versionsOf({ older, latest }: Parameter): readonly ParameterVersion[] {
  return [...older, latest];
}
