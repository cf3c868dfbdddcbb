import { counted } from '../amounts.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { explainFailure } from '../operations/explain-failure.ts';
import type { FailedEvent } from '../operations/failed-event.ts';
import { type FailedEventsQueue, openFailedEventsQueue } from '../operations/failed-events-queue.ts';
import { listFailedEvents, type RedriveStep, redrive } from '../operations/redrive.ts';
import type { DeployedStack } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { visible } from '../visible.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly list?: boolean;
  readonly json?: boolean;
}

export function run(options: Options): Promise<void> {
  return withStack(options, async (stack) => {
    const queue = await openFailedEventsQueue(stack);
    await (options.list ? list(queue, options) : runAgain(queue, stack, options));
  });
}

async function list(queue: FailedEventsQueue, { json }: Options): Promise<void> {
  const { events, foreign } = await listFailedEvents(queue);
  const { inFlight } = queue;
  if (json) {
    console.log(JSON.stringify({ events: events.map(document), foreign, inFlight }));
    return;
  }
  for (const event of events) console.log(`${paragraph(event)}\n`);
  console.log(
    `${counted(events.length, 'failed event')} waiting.${events.length > 0 ? ' Run again: darkroom redrive' : ''}`,
  );
  if (foreign > 0) console.log(`${foreign} other messages in the queue do not come from Lambda.`);
  noteInFlight(inFlight);
}

async function runAgain(
  queue: FailedEventsQueue,
  { lambda }: DeployedStack,
  { json }: Options,
): Promise<void> {
  const progress = createProgress();
  const interrupted = interruption();
  const redriven: FailedEvent[] = [];
  const kept: Extract<RedriveStep, { outcome: 'kept' }>[] = [];
  try {
    for await (const step of redrive(queue, lambda)) {
      if (step.outcome === 'kept') kept.push(step);
      else redriven.push(step.event);
      progress.show(`Redriving: ${redriven.length} events`);
      if (interrupted.aborted) break;
    }
  } finally {
    progress.clear();
    report(redriven, kept, queue.inFlight, json);
  }
  if (interrupted.aborted) process.exitCode = interruptedExitCode;
  else if (kept.length > 0) process.exitCode = 1;
}

function report(
  redriven: readonly FailedEvent[],
  kept: readonly { readonly subject: string; readonly reason: string }[],
  inFlight: number,
  json: boolean | undefined,
): void {
  if (json) {
    const left = kept.map(({ subject, reason }) => ({ subject, reason }));
    console.log(JSON.stringify({ redriven: redriven.map(document), kept: left, inFlight }));
    return;
  }
  for (const { subject } of redriven) console.log(`${colours.green('again')} ${visible(subject)}`);
  for (const { subject, reason } of kept)
    console.log(`${colours.yellow('kept')}  ${visible(`${subject}: ${reason}`)}`);
  console.log(`${counted(redriven.length, 'failed event')} sent to Lambda again.`);
  noteInFlight(inFlight);
}

function document(event: FailedEvent) {
  const { failedAt, functionArn, subject, attempts, condition, errorType, errorMessage } = event;
  const error = { type: errorType, message: errorMessage };
  const advice = explainFailure(event);
  return { time: failedAt, function: nameOf(functionArn), subject, attempts, condition, error, advice };
}

function paragraph(event: FailedEvent): string {
  const { time, function: name, subject, attempts, condition, error, advice } = document(event);
  const tries = `${counted(attempts, 'attempt')}, ${condition}`;
  return `${colours.dim(visible(time))} ${visible(name)}  ${colours.bold(visible(subject))}
  ${visible(tries)}: ${colours.red(visible(error.type))} ${visible(error.message)}
  ${advice}`;
}

function nameOf(functionArn: string): string {
  return functionArn.split(':').at(-1) ?? functionArn;
}

function noteInFlight(inFlight: number): void {
  if (inFlight > 0)
    console.log(
      `${inFlight} more are held by another run, or by one that was just interrupted. Try again in half a minute.`,
    );
}
