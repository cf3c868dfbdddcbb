import { imageId, isImageId } from '@darkroom/catalog';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { interruption } from '../interruption.ts';
import { functionLogs } from '../operations/logs/log-groups.ts';
import { openLogs } from '../operations/logs/open-logs.ts';
import { followLogs, type LogEvent, readLogs } from '../operations/logs/read-logs.ts';
import { createShowLine } from '../operations/logs/show-log.ts';
import { parseSince } from '../operations/logs/since.ts';
import { parseJson } from '../parse-json.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly follow?: boolean;
  readonly image?: string;
  readonly correlation?: string;
  readonly errors?: boolean;
  readonly function?: string;
  readonly since: string;
  readonly json?: boolean;
}

/** CloudWatch answers five of these calls a second where it answers the fewest, and a look is one for each function. */
const everyMs = { aws: 2000, local: 300 };

export function run(options: Options): Promise<void> {
  const from = parseSince(options.since, new Date());
  return withStack(options, async (_stack, where) => {
    const opened = openLogs(where);
    const functions = only(options.function, await functionLogs(opened));
    const source = { logs: opened.logs, functions };
    const { errors: onlyFailures, follow, json } = options;
    const query = { from, about: idOf(options), onlyFailures };
    const signal = interruption();
    const every = where.endpoint === undefined ? everyMs.aws : everyMs.local;
    const events = follow ? followLogs(source, query, { everyMs: every, signal }) : readLogs(source, query);

    const show = createShowLine(functions.map(({ name }) => name));
    let shown = 0;
    for await (const event of events) {
      if (signal.aborted) return;
      if (!json && event.line.kind === 'routine') continue;
      console.log(json ? JSON.stringify(document(event)) : show(event));
      shown++;
    }
    if (shown === 0 && !json && !follow)
      console.error(`No such lines since ${from.toLocaleString()}. For older ones: --since 1d`);
  });
}

function idOf({ image, correlation }: Options): string | undefined {
  if (image !== undefined && correlation !== undefined)
    throw new CliError('TooManyIds', 'Expected --image or --correlation, not both.', 2);
  if (image === undefined) return correlation;
  return isImageId(image) ? image : imageId(image);
}

function only<Of extends { readonly name: string }>(
  name: string | undefined,
  functions: readonly Of[],
): readonly Of[] {
  if (functions.length === 0)
    throw new CliError(
      'StackMissing',
      'There are no functions of this stage. Deploy it, or choose another with --stage and --endpoint',
    );
  const chosen = name === undefined ? functions : functions.filter((of) => of.name === name);
  if (chosen.length > 0) return chosen;
  const names = functions.map((of) => of.name).join(', ');
  throw new CliError('UnknownFunction', `There is no function ${name}, only ${names}.`, 2);
}

function document({ at, function: name, stream, message, line }: LogEvent) {
  const { level, imageIds, requestId } = line;
  const said = parseJson(message) ?? message.trimEnd();
  return { time: at.toISOString(), function: name, stream, level, imageIds, requestId, message: said };
}
