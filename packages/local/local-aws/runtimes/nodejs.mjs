// The bootstrap of a Node.js execution environment: a client of the Lambda Runtime API, like AWS's own. Plain
// JavaScript, because it runs unchanged from the sources and from a build.

import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { watchCallsToOthers } from './calls-to-others.mjs';
import { awslambda, isStreaming, ResponseStream } from './response-stream.mjs';

const env = process.env;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let currentRequestId;

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host, port, method, path: `/2018-06-01/runtime${path}`, headers, agent },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
        response.on('error', reject);
      },
    );
    // If the cloud is gone, the environment must end too.
    outgoing.on('error', () => process.exit(1));
    outgoing.end(body);
  });
}

// The function's output takes another way than its response. A mark in both streams shows where the output ends.
// Bound at the start, because functions may replace `write`.
const writes = [process.stdout, process.stderr].map((stream) => stream.write.bind(stream));

function markOutputEnd() {
  for (const write of writes) write(`\u0000end ${currentRequestId}\n`);
}

function patchConsole() {
  const json = env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  for (const [method, level] of Object.entries({
    log: 'INFO',
    info: 'INFO',
    debug: 'DEBUG',
    warn: 'WARN',
    error: 'ERROR',
    trace: 'TRACE',
  })) {
    console[method] = (...values) => {
      const message = format(...values);
      const timestamp = new Date().toISOString();
      const line = json
        ? JSON.stringify({ timestamp, level, requestId: currentRequestId, message })
        : `${timestamp}\t${currentRequestId}\t${level}\t${message.replaceAll('\n', '\r')}`;
      process.stdout.write(`${line}\n`);
    };
  }
}

function errorDocument(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function report(path, error) {
  const document = errorDocument(error);
  return call('POST', path, JSON.stringify(document), {
    'content-type': 'application/json',
    'lambda-runtime-function-error-type': document.errorType,
  });
}

class UserCodeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

async function loadHandler() {
  const match = /^(.*[/\\])?([^./\\]+)\.(.+)$/.exec(env._HANDLER);
  if (!match) throw new UserCodeError('Runtime.MalformedHandlerName', `Bad handler ${env._HANDLER}`);
  const [, folder = '', module, exported] = match;
  const base = join(env.LAMBDA_TASK_ROOT, folder, module);
  const file = ['.mjs', '.cjs', '.js'].map((extension) => base + extension).find(existsSync);
  if (!file)
    throw new UserCodeError('Runtime.ImportModuleError', `Error: Cannot find module '${folder}${module}'`);
  if (!/^(1|true)$/.test(env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) globalThis.awslambda = awslambda;
  let loaded;
  try {
    loaded = file.endsWith('.cjs') ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeError('Runtime.UserCodeSyntaxError', String(error));
    throw error;
  }
  const handler =
    exported.split('.').reduce((value, name) => value?.[name], loaded) ?? loaded.default?.[exported];
  if (typeof handler !== 'function') {
    throw new UserCodeError('Runtime.HandlerNotFound', `${env._HANDLER} is undefined or not exported`);
  }
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    clientContext: clientContext && JSON.parse(clientContext),
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/**
 * The handler answers with a promise or a callback, and the first answer counts. A callback's answer is sent when the event
 * loop is empty, unless the handler says it need not wait. Without any answer, `null` is sent then.
 */
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    let lastAnswer = null;
    let answered = false;
    const end = (how, value) => {
      process.off('beforeExit', giveUp);
      how(value);
    };
    const giveUp = () => end(resolve, lastAnswer);
    process.once('beforeExit', giveUp);
    const firstOf = (answer) => (error, value) => {
      if (answered) return;
      answered = true;
      if (error === undefined || error === null) answer(value);
      else end(reject, error);
    };
    const done = firstOf((value) => end(resolve, value));
    const callback = firstOf((value) => {
      if (context.callbackWaitsForEmptyEventLoop) lastAnswer = value;
      else end(resolve, value);
    });
    const succeed = (value) => done(null, value);
    const fail = (error) => done(error ?? 'handled');
    Object.assign(context, { done, succeed, fail });
    try {
      const returned = handler(event, context, callback);
      if (typeof returned?.then === 'function') returned.then(succeed, fail);
    } catch (error) {
      fail(error);
    }
  });
}

/** Throws what the handler throws; its stream then tells it behind what was written. */
async function runStreaming(handler, event, context, stream) {
  const returned = handler(event, stream, context);
  if (typeof returned?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
  if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.');
  await stream.answered;
  if (!stream.writableFinished) throw new Error('Response stream is not finished.');
  if (context.callbackWaitsForEmptyEventLoop) await new Promise((done) => process.once('beforeExit', done));
}

function logError(error) {
  console.error(`Invoke Error \t${JSON.stringify(errorDocument(error))}`);
}

function crash(type) {
  return async (reason) => {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    const document = new UserCodeError(
      type,
      type === 'Runtime.UnhandledPromiseRejection' ? String(error) : error.message,
    );
    document.stack = error.stack;
    if (type === 'Runtime.UncaughtException') document.name = error.name;
    console.error(error.stack);
    await report(currentRequestId ? `/invocation/${currentRequestId}/error` : '/init/error', document);
    process.exit(type === 'Runtime.UnhandledPromiseRejection' ? 128 : 129);
  };
}

patchConsole();
const endpoint = URL.canParse(env.AWS_ENDPOINT_URL) ? new URL(env.AWS_ENDPOINT_URL).port : '';
watchCallsToOthers([port, endpoint], (told) => {
  if (currentRequestId) void call('POST', `/invocation/${currentRequestId}/call`, JSON.stringify(told));
});
process.on('unhandledRejection', crash('Runtime.UnhandledPromiseRejection'));
process.on('uncaughtException', crash('Runtime.UncaughtException'));

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  console.error(error?.stack ?? error);
  await report('/init/error', error);
  process.exit(1);
}

for (;;) {
  const { headers, body } = await call('GET', '/invocation/next');
  currentRequestId = headers['lambda-runtime-aws-request-id'];
  env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  const path = `/invocation/${currentRequestId}`;
  if (isStreaming(handler)) {
    const stream = new ResponseStream(handler, { host, port, path: `/2018-06-01/runtime${path}/response` });
    try {
      await runStreaming(handler, JSON.parse(body.toString()), contextOf(headers), stream);
    } catch (error) {
      logError(error);
      stream.fail(errorDocument(error));
      await stream.answered;
    }
    markOutputEnd();
    continue;
  }
  let answer;
  try {
    const value = await run(handler, JSON.parse(body.toString()), contextOf(headers));
    answer = { path: `${path}/response`, body: JSON.stringify(value) ?? 'null' };
  } catch (error) {
    logError(error);
    markOutputEnd();
    await report(`${path}/error`, error);
    continue;
  }
  markOutputEnd();
  await call('POST', answer.path, answer.body, { 'content-type': 'application/json' });
}
