import { builtConfig } from '@darkroom/infra/built-config';
import { functionCodes, recordedCode, type StatePlace } from './function-code.ts';
import type { DeployedStack } from './stack.ts';

/** The code of a function: base64 of its zip's SHA-256. */
export interface CodeFinding {
  readonly functionName: string;
  /** What runs. */
  readonly deployed: string;
  /** What this checkout builds; absent without a build for the stage's processor. */
  readonly built?: string;
  /** What Terraform deployed last; absent without its state. */
  readonly recorded?: string;
  readonly agrees: boolean;
}

/** Compares the code that runs with what was built and with what Terraform's state says was deployed. */
export async function verifyCode(
  stack: Pick<DeployedStack, 'lambda' | 's3'>,
  place: StatePlace,
  functionsDir: string,
): Promise<CodeFinding[]> {
  const recorded = await recordedCode(stack, place);
  const { target } = place;
  const prefix = `${builtConfig().name}-${place.stage}`;
  const codes = await functionCodes(stack, { prefix, target }, functionsDir);
  return codes.map(({ name, deployed, built }) => {
    const functionName = `${prefix}-${name}`;
    const last = recorded?.[functionName];
    return {
      functionName,
      deployed,
      ...(built === undefined ? {} : { built }),
      ...(last === undefined ? {} : { recorded: last }),
      agrees: [built, last].every((digest) => digest === undefined || digest === deployed),
    };
  });
}
