import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ServiceFactory } from '../../cloud/service.ts';
import { type AwsRequest, type AwsResponse, anonymous } from '../../protocol/message.ts';
import { restJsonService } from '../../protocol/rest-json.ts';
import { createAsyncQueue } from './async/queue.ts';
import { inChangeOrder } from './change-order.ts';
import { createCodeStore } from './code/code-store.ts';
import { usedCode } from './code/used-code.ts';
import type { EventSourceMapping } from './event-source-mappings/mapping.ts';
import { createPollers } from './event-source-mappings/pollers.ts';
import { createPools } from './execution/pools.ts';
import type { FunctionRecord } from './function-record.ts';
import { functionUrlEndpoint } from './function-urls/endpoint/lambda-url.ts';
import type { FunctionUrl } from './function-urls/function-url.ts';
import { lambdaPort } from './lambda-port.ts';
import type { LambdaState } from './lambda-state.ts';
import { routes } from './routes.ts';

/**
 * AWS Lambda. Every execution environment is its own process and speaks the Lambda Runtime API.
 *
 * Gaps: container images, layers, provisioned concurrency, SnapStart, VPCs, extensions,
 * system logs as JSON, the AWS SDK that AWS's Node.js runtimes include, and destinations other than
 * functions, SQS and SNS. Event source mappings have no tumbling windows, no provisioned pollers, no metrics, no on-failure
 * destinations other than SQS and SNS, and no sources other than DynamoDB Streams and SQS. If a mapping's queue was deleted
 * and created again, disable and enable the mapping.
 *
 * By design:
 * - A destination's record has an answer that is no JSON as a text, and an empty one as `null`. AWS does not say what it does.
 * - `nodejs*` runs on this machine's Node.js and file system. Memory is measured five times a second. CPU does not depend
 *   on memory.
 * - `python*` runs on this machine's Python of that version, with what is installed for it: boto3, if it is. `java17` and later
 *   run on this machine's JDK, of that version or a newer one, which compiles a bootstrap at each cold start; handlers are
 *   methods `(InputStream, OutputStream)`, also with the Context of aws-lambda-java-core. A function in a language that the
 *   machine lacks is refused by name.
 * - `S3Bucket: 'hot-reload'` with the absolute path of a folder as `S3Key` runs the code in that folder, without a zip, as
 *   in LocalStack. Nothing watches the folder: each UpdateFunctionCode replaces the environments.
 * - `startLocalAws({ lambda: { inspect: { name: 9229 } } })` lets a debugger attach to a function.
 * - Reserved concurrency limits a function but takes nothing from the others.
 * - Streamed responses go at AWS's speed: after the first 6 MB, 2 MB a second.
 *   `startLocalAws({ lambda: { streamBytesPerSecond } })` changes that.
 * - A function URL is also at `/_aws/lambda-url/<id>/`, which needs no DNS. All of them speak plain HTTP.
 * - AWS does not say what happens when a URL's InvokeMode does not fit its function. Here the whole response is the body: the
 *   JSON of a function that does not stream, and metadata and body of one that does.
 * - A failed init phase is not retried for the same event.
 * - When a function is invoked through an alias, its context names the version.
 * - Event source mappings read nothing from their source while the function has no concurrency. A stream's records do not
 *   age while local-aws is down. When a mapping gives up on records, the log has a warning.
 * - When an asynchronous invocation fails, local-aws's log has a warning. AWS waits one and two minutes before the
 *   retries; `startLocalAws({ lambda: { retryDelaysMs } })` changes that. Events do not age while local-aws is down, and
 *   a retry is due when it starts.
 */
export const createLambda: ServiceFactory = async (cloud) => {
  const functions = cloud.storage.collection<FunctionRecord>('lambda/functions');
  const code = await createCodeStore(await cloud.storage.folder('lambda-code'), cloud);
  await code.prune(await usedCode(functions));
  // Leftovers of environments that were killed together with the last local-aws.
  await rm(await cloud.storage.folder('lambda-tmp'), { recursive: true });
  const pools = createPools(cloud, code);
  const asyncQueue = createAsyncQueue({ cloud, functions, pools });
  const eventSourceMappings = cloud.storage.collection<EventSourceMapping>('lambda/event-source-mappings');
  const pollers = createPollers({ cloud, functions, mappings: eventSourceMappings, pools });
  const functionUrls = cloud.storage.collection<FunctionUrl>('lambda/function-urls');
  const state: LambdaState = {
    functions,
    code,
    pools,
    asyncQueue,
    eventSourceMappings,
    pollers,
    functionUrls,
  };
  const endpoint = functionUrlEndpoint(cloud, state);
  const service = restJsonService({
    name: 'lambda',
    iamPrefix: 'lambda',
    cloud,
    state,
    routes: inChangeOrder(routes),
    rawBody: (path) => /[/-]invocations$/.test(path),
  });

  /** The URL that GetFunction returns; its hash is the permission. */
  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const hash = /^\/_aws\/lambda\/code\/([0-9a-f]{64})\.zip$/.exec(request.path)?.[1];
    if (hash === undefined) return service.handle(request);
    const file = code.zipFile(Buffer.from(hash, 'hex').toString('base64'));
    if (!existsSync(file)) return { status: 404 };
    return { status: 200, headers: { 'content-type': 'application/zip' }, body: createReadStream(file) };
  }

  return {
    services: [{ name: 'lambda', handle }, endpoint],
    ports: {
      lambda: lambdaPort(cloud, state),
      functionUrls: {
        send: (request, signer) => endpoint.answer({ ...request, caller: anonymous }, signer),
      },
    },
    async start() {
      cloud.ports.metrics.beforeReading(pools.measure);
      await asyncQueue.start();
      await pollers.start();
    },
    async close() {
      const polled = pollers.close();
      await asyncQueue.close();
      await pools.close();
      await polled;
    },
  };
};
