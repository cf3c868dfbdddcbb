import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { route } from '../route.ts';
import { checkIfMatch } from '../versioned.ts';
import { functionSummary } from './edge-function.ts';
import { findFunction, functionName, stage } from './function-input.ts';
import { readStore } from './runtime/read-store.ts';
import { createSandbox } from './runtime/sandbox.ts';

export const testFunction = route({
  name: 'TestFunction',
  method: 'POST',
  path: 'function/{Name}/test',
  input: z.strictObject({
    Name: functionName,
    IfMatch: z.string().optional(),
    Stage: stage.default('DEVELOPMENT'),
    EventObject: z.string().max(60_000),
  }),
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, IfMatch, Stage, EventObject }, { cloud, state }) {
    const { found, version } = await findFunction(state, Name, Stage);
    checkIfMatch(IfMatch, version);
    const event = Buffer.from(EventObject, 'base64').toString('utf8');
    if (!isEvent(event)) throw new AwsError('TestFunctionFailed', 'The CloudFront function failed.', 500);
    const sandbox = createSandbox(version.code, await readStore(state, version));
    const { output, error, log, tookMs } = sandbox.run(event);
    return {
      root: 'TestResult',
      content: {
        FunctionSummary: functionSummary(cloud, found, version, Stage),
        ComputeUtilization: String(Math.min(100, Math.ceil(tookMs * 100))), // percent of a millisecond
        FunctionExecutionLogs: log,
        FunctionErrorMessage:
          error === undefined
            ? ''
            : `The CloudFront function associated with the CloudFront distribution is invalid or could not run. ${error}`,
        FunctionOutput: output === undefined ? '' : outputDocument(output),
      },
    };
  },
});

/** As AWS shows it: a request below `request`, a response below `response`. */
function outputDocument(output: string): string {
  const value = JSON.parse(output);
  const isResponse = typeof value === 'object' && value !== null && 'statusCode' in value;
  return JSON.stringify(isResponse ? { response: value } : { request: value });
}

function isEvent(text: string): boolean {
  try {
    return z.looseObject({ version: z.string(), request: z.looseObject({}) }).safeParse(JSON.parse(text))
      .success;
  } catch {
    return false;
  }
}
