import { type ImageState, imageId, isGivenUp, isImageId } from '@darkroom/catalog';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { functionLogs } from '../operations/logs/log-groups.ts';
import { openLogs } from '../operations/logs/open-logs.ts';
import { createShowLine } from '../operations/logs/show-log.ts';
import { showSpans } from '../operations/logs/show-spans.ts';
import { parseSince } from '../operations/logs/since.ts';
import { readTrail, type Trail } from '../operations/trail.ts';
import { parseJson } from '../parse-json.ts';
import { createProgress } from '../progress.ts';
import { visible } from '../visible.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly since?: string;
  readonly json?: boolean;
}

type Step = Parameters<ReturnType<typeof createShowLine>>[0];

/** Longer silences are shown. */
const silenceMs = 1000;

export function run(image: string, { since, json, ...options }: Options): Promise<void> {
  const id = isImageId(image) ? image : imageId(image);
  const from = since === undefined ? undefined : parseSince(since, new Date());
  return withStack(options, async (stack, where) => {
    const progress = createProgress();
    progress.show('Reading the logs');
    const opened = openLogs(where);
    const functions = await functionLogs(opened);
    const trail = await readTrail(stack, { logs: opened.logs, functions }, id, from).finally(() =>
      progress.clear(),
    );
    if (!trail.image && trail.events.length === 0) process.exitCode = 1;
    console.log(
      json
        ? JSON.stringify(document(trail))
        : text(
            trail,
            image,
            functions.map(({ name }) => name),
          ),
    );
  });
}

function document({ id, image, original, recorded, events, spans }: Trail) {
  return {
    id,
    ...(image && {
      key: image.key,
      status: image.status,
      correlationId: image.correlationId,
      ...('failure' in image && { failure: image.failure }),
    }),
    ...(original && { original: { time: original.at.toISOString(), bytes: original.bytes } }),
    trail: recorded,
    events: events.map(({ at, function: name, message, line }) => ({
      time: at.toISOString(),
      function: name,
      level: line.level,
      requestId: line.requestId,
      message: parseJson(message) ?? message.trimEnd(),
    })),
    spans: spans.map(({ at, ...span }) => ({ ...span, time: at.toISOString() })),
  };
}

function text(
  { id, image, original, recorded, events, spans }: Trail,
  asked: string,
  functions: readonly string[],
): string {
  if (!image && events.length === 0)
    return `There is no image ${visible(asked)}, and no log speaks of it. Is it at another stage? For older logs: --since 30d`;
  const lines = [
    `${colours.bold(visible(image?.key ?? asked))} ${colours.dim(id)}`,
    image ? outcome(image) : 'The catalog has no record of it.',
  ];
  if (original)
    lines.push(`Its original of ${original.bytes} bytes came at ${original.at.toLocaleString('sv')}.`);
  if (image?.correlationId !== undefined)
    lines.push(colours.dim(`Correlation id: ${visible(image.correlationId)}`));
  const show = createShowLine(['catalog', ...functions], id);
  const steps = [...onlyRecorded(recorded, events), ...events].toSorted((a, b) => +a.at - +b.at);
  let last = steps[0]?.at.getTime() ?? 0;
  lines.push('');
  for (const step of steps) {
    const silence = step.at.getTime() - last;
    last = step.at.getTime();
    if (silence >= silenceMs) lines.push(colours.dim(`      ${(silence / 1000).toFixed(1)} s`));
    lines.push(show(step));
  }
  if (events.length === 0) lines.push('No log speaks of it.');
  if (spans.length > 0) lines.push('', 'Trace, in milliseconds', ...showSpans(spans));
  if (image && image.status !== 'deleted' && isGivenUp(image))
    lines.push('', 'Lambda gave up on it. To try again: darkroom redrive, or darkroom verify --repair');
  return lines.join('\n');
}

/** What no invocation that the logs speak of has done: requests to the API, and what the logs no longer hold. */
function onlyRecorded(recorded: Trail['recorded'], events: Trail['events']): Step[] {
  const logged = new Set(events.map(({ line }) => line.requestId));
  return recorded
    .map((entry, index) => ({ ...entry, requestId: entry.requestId ?? attemptOf(recorded, index) }))
    .filter(({ requestId }) => requestId === undefined || !logged.has(requestId))
    .map(({ at, event, requestId, ...rest }) => ({
      at: new Date(at),
      function: 'catalog',
      line: {
        ...{ level: 'info', kind: 'message', text: event, requestId, imageIds: [], isFailure: false },
        fields: Object.fromEntries(
          Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
      },
    }));
}

/** The invocation that made or refused the variants. */
function attemptOf(recorded: Trail['recorded'], index: number): string | undefined {
  const event = recorded[index]?.event;
  if (event !== 'ready' && event !== 'failed') return undefined;
  return recorded.slice(0, index).findLast((entry) => entry.event === 'begun')?.requestId;
}

function outcome(image: ImageState): string {
  if (image.status === 'deleted') return 'It was deleted.';
  if (image.status === 'failed')
    return `${colours.red('failed')} ${visible(`${image.failure?.code}: ${image.failure?.reason}`)}`;
  const { original, variants } = image;
  const size = original ? `, ${original.format} of ${original.width} × ${original.height}` : '';
  return `${image.status === 'ready' ? colours.green('ready') : colours.yellow(image.status)}${size}, ${variants.length} variants`;
}
