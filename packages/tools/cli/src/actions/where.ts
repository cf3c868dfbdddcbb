import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  defaultEndpoint,
  defaultStage,
  endpointSchema,
  stageSchema,
  targetSchema,
} from '@darkroom/infra/settings';
import { z } from 'zod';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import type { StackOptions } from '../operations/stack.ts';
import { parseJson } from '../parse-json.ts';
import type { Target } from '../terraform/target.ts';

const settingsFile = '.darkroom.json';

/** Names that lead to this machine, `localhost.localstack.cloud` by DNS. */
const ownHost = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost|(?:.+\.)?localhost\.localstack\.cloud)$/;

const fileSchema = z.strictObject({
  stage: z.string().optional(),
  target: z.string().optional(),
  // The file may come with somebody's folder: it must not lead photos and keys to their server.
  endpoint: z
    .string()
    .refine((endpoint) => !URL.canParse(endpoint) || ownHost.test(new URL(endpoint).hostname), {
      error: 'must be on this machine. For another, use --endpoint or DARKROOM_ENDPOINT',
    })
    .optional(),
});

/** Which stack, and what kind of cloud it is in; an endpoint alone means the embedded one. */
export interface Where extends StackOptions {
  readonly target: Target;
}

/** One place that says where the stack is; `name` names a setting as the user knows it there. */
interface Source {
  readonly values: { readonly [Setting in keyof WhereOptions]?: WhereOptions[Setting] | undefined };
  name(setting: keyof WhereOptions): string;
}

/**
 * Decides which stack a command works on: by its options, else by the environment, else by `.darkroom.json` in `folder` or
 * above. Throws a `CliError` that names the setting which is wrong, and its place.
 */
export function resolveWhere(
  options: WhereOptions,
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Where {
  const sources: readonly Source[] = [
    { values: options, name: (setting) => `--${setting}` },
    {
      values: {
        stage: environment.DARKROOM_STAGE || undefined,
        target: environment.DARKROOM_TARGET || undefined,
        endpoint: environment.DARKROOM_ENDPOINT || undefined,
      },
      name: (setting) => `DARKROOM_${setting.toUpperCase()}`,
    },
    { values: { endpoint: environment.AWS_ENDPOINT_URL || undefined }, name: () => 'AWS_ENDPOINT_URL' },
    ...readSettingsFile(folder),
  ];
  return { stage: first('stage', sources, stageSchema) ?? defaultStage, ...placeOf(sources) };
}

/** The first source that names a target or an endpoint decides. */
function placeOf(sources: readonly Source[]): Pick<Where, 'target' | 'endpoint'> {
  const deciding = sources.find(({ values }) => values.target !== undefined || values.endpoint !== undefined);
  if (!deciding) return { target: 'aws', endpoint: undefined };
  const target = first('target', [deciding], targetSchema) ?? 'embedded';
  if (target !== 'aws')
    return { target, endpoint: first('endpoint', sources, endpointSchema) ?? defaultEndpoint };
  if (deciding.values.endpoint === undefined) return { target, endpoint: undefined };
  throw new CliError(
    'ContraryTarget',
    `${deciding.name('target')} is aws, and ${deciding.name('endpoint')} is for clouds on this machine. Give one of them.`,
    2,
  );
}

function first<Value>(
  setting: keyof WhereOptions,
  sources: readonly Source[],
  schema: z.ZodType<Value>,
): Value | undefined {
  const source = sources.find(({ values }) => values[setting] !== undefined);
  if (!source) return undefined;
  const parsed = schema.safeParse(source.values[setting]);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message }) => message).join(', ');
  throw new CliError('InvalidSettings', `${source.name(setting)}: ${problems}`, 2);
}

function readSettingsFile(folder: string): Source[] {
  const path = join(folder, settingsFile);
  const text = readIfThere(path);
  if (text === undefined) return dirname(folder) === folder ? [] : readSettingsFile(dirname(folder));
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: [name], message }) =>
      name === undefined ? message : `${String(name)}: ${message}`,
    );
    throw new CliError(
      'InvalidSettingsFile',
      `${path} is not as it must be: ${problems.join(', ')}\nIt may say, in JSON: { "target": "aws", "stage": "dev" }`,
      2,
    );
  }
  return [{ values: parsed.data, name: (setting) => `${setting} in ${path}` }];
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
