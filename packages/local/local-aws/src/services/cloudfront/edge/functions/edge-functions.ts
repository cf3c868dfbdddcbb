import type { Cloud } from '../../../../cloud/cloud.ts';
import type { CloudFrontState } from '../../cloudfront-state.ts';
import type { BehaviorConfig } from '../../distributions/behavior-config.ts';
import { readStore } from '../../functions/runtime/read-store.ts';
import { createSandbox, type Outcome } from '../../functions/runtime/sandbox.ts';

export interface ViewerFunction {
  /** Runs the function for an event, JSON; writes its log. */
  run(event: string, requestId: string): Outcome;
}

export interface EdgeFunctions {
  find(
    behavior: BehaviorConfig,
    event: 'viewer-request' | 'viewer-response',
  ): Promise<ViewerFunction | undefined>;
}

/** What AWS allows a function, in milliseconds of processor time, about. */
const allowedMs = 1;

/** Fewer slow runs in a row are the machine's fault. */
const runsBeforeWarning = 5;

/** The functions that distributions run, each made ready once for all behaviors that it is associated with. */
export function createEdgeFunctions(cloud: Cloud, state: CloudFrontState): EdgeFunctions {
  const ready = new Map<string, Promise<ViewerFunction | undefined>>();

  async function prepare(name: string): Promise<ViewerFunction | undefined> {
    const version = (await state.functions.get(name))?.live;
    if (!version) return undefined;
    const sandbox = createSandbox(version.code, await readStore(state, version));
    let slowRuns = 0;
    return {
      run(event, requestId) {
        const outcome = sandbox.run(event);
        slowRuns = outcome.tookMs > allowedMs ? slowRuns + 1 : 0;
        if (slowRuns === runsBeforeWarning)
          cloud.log.warn(
            `The CloudFront function ${name} took ${outcome.tookMs.toFixed(1)} ms, and more than ${allowedMs} ms ${runsBeforeWarning} times in a row: AWS would end it.`,
          );
        if (outcome.error !== undefined)
          cloud.log.warn(`The CloudFront function ${name} failed: ${outcome.error}`, { requestId });
        if (outcome.log.length > 0) writeLog(cloud, name, requestId, outcome.log);
        return outcome;
      },
    };
  }

  return {
    async find({ FunctionAssociations }, event) {
      const association = FunctionAssociations.Items.find(({ EventType }) => EventType === event);
      const name = association?.FunctionARN.split('/')[1];
      if (name === undefined) return undefined;
      const known = ready.get(name) ?? prepare(name);
      ready.set(name, known);
      return known;
    },
  };
}

/** Source: developer guide, "Edge function logs": all of them are in us-east-1, in a group of the function's name. */
function writeLog(
  { ports, log, now }: Cloud,
  name: string,
  requestId: string,
  lines: readonly string[],
): void {
  const timestamp = now().getTime();
  const texts = ['START', ...lines, 'END'].map((text) => `${requestId} ${text}`);
  ports.logs
    .append(
      `/aws/cloudfront/function/${name}`,
      now().toISOString().slice(0, 10).replaceAll('-', '/'),
      texts.map((message) => ({ timestamp, message })),
    )
    .catch((error: unknown) => log.error('A CloudFront function could not log', { error: String(error) }));
}
