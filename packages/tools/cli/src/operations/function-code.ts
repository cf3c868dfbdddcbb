import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { architectureOf, readArtifact } from '@darkroom/infra/artifact';
import { builtConfig } from '@darkroom/infra/built-config';
import { codeDigestsOutput, stackName, stateFile, stateKey } from '@darkroom/infra/state-place';
import { z } from 'zod';
import type { Target } from '../terraform/target.ts';
import type { DeployedStack } from './stack.ts';

/** Of a function that is deployed: base64 of its zip's SHA-256. */
export interface FunctionCode {
  /** In the stage's names and in packages/functions. */
  readonly name: string;
  /** What runs. */
  readonly deployed: string;
  /** What this checkout builds; `undefined` without a build for this target. */
  readonly built: string | undefined;
}

/** The code of the functions of a stage, whose names begin with `prefix-`. */
export async function functionCodes(
  { lambda }: Pick<DeployedStack, 'lambda'>,
  { prefix, target }: { readonly prefix: string; readonly target: Target },
  functionsDir: string,
): Promise<FunctionCode[]> {
  const codes = readdirSync(functionsDir).map(async (name): Promise<FunctionCode | undefined> => {
    const deployed = await deployedCode(lambda, `${prefix}-${name}`);
    if (deployed === undefined) return undefined;
    return { name, deployed, built: builtCode(join(functionsDir, name), name, target) };
  });
  return (await Promise.all(codes)).filter((code) => code !== undefined);
}

/** `undefined` if there is no such function. */
async function deployedCode(lambda: DeployedStack['lambda'], name: string): Promise<string | undefined> {
  try {
    return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }))).CodeSha256;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Of the zip that is built; `undefined` if there is none for this target. */
function builtCode(folder: string, name: string, target: Target): string | undefined {
  const architecture = architectureOf(target, builtConfig().architecture);
  try {
    const artifact = readArtifact(folder, name, { target, architecture });
    return 'sha256' in artifact ? artifact.sha256 : undefined; // an edited function has no zip
  } catch (error) {
    if (error instanceof Error && error.name === 'StackError') return undefined;
    throw error;
  }
}

const stateSchema = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })),
});
const digestsSchema = z.record(z.string(), z.string());

export interface StatePlace {
  readonly stage: string;
  readonly target: Target;
  /** The bucket of the state; without it the state is a file in `infraDir`. */
  readonly stateBucket?: string | undefined;
  readonly infraDir: string;
}

/** What Terraform deployed last, by the functions' names, as its state keeps it; `undefined` without such a state. */
export async function recordedCode(
  { s3 }: Pick<DeployedStack, 's3'>,
  place: StatePlace,
): Promise<Readonly<Record<string, string>> | undefined> {
  const text = await readState(s3, place);
  if (text === undefined) return undefined;
  const { outputs } = stateSchema.parse(JSON.parse(text));
  const digests = outputs[codeDigestsOutput]?.value;
  return digests === undefined ? undefined : digestsSchema.parse(JSON.parse(String(digests)));
}

async function readState(
  s3: DeployedStack['s3'],
  { stage, target, stateBucket, infraDir }: StatePlace,
): Promise<string | undefined> {
  const config = builtConfig();
  try {
    if (stateBucket === undefined)
      return await readFile(join(infraDir, stateFile(stackName(config, { stage, target }))), 'utf8');
    const object = { Bucket: stateBucket, Key: stateKey(`${config.name}-${stage}`) };
    return await (await s3.send(new GetObjectCommand(object))).Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && ('code' in error ? error.code === 'ENOENT' : error.name === 'NoSuchKey'))
      return undefined;
    throw error;
  }
}
