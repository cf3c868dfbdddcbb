import { setTimeout } from 'node:timers/promises';
import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { misconfigured, throttled, timedOut } from './refusal.ts';

/** Invokes a function for an integration or an authorizer. Throws a `Refusal` if that fails or takes too long. */
export async function callFunction(
  cloud: Cloud,
  call: {
    /** `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations` */
    readonly uri: string | undefined;
    /** A role that API Gateway assumes for the call; without it the function's own policy decides. */
    readonly credentials: string | undefined;
    readonly sourceArn: string;
    readonly event: object;
    readonly timeoutMs: number;
    readonly traceHeader: string;
  },
): Promise<{ readonly requestId: string; readonly payload: Uint8Array; readonly failed: boolean }> {
  const { lambda } = cloud.ports;
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(call.uri ?? '')?.[1];
  if (functionArn === undefined) throw misconfigured();
  const { credentials, sourceArn } = call;
  const waiting = new AbortController();
  try {
    if (credentials) {
      const access = { action: 'lambda:InvokeFunction', resources: [functionArn] };
      await cloud.access.authorizeRole(credentials, access);
    } else if (!(await lambda.permits({ functionArn, principal: 'apigateway.amazonaws.com', sourceArn }))) {
      cloud.log.warn(`API Gateway has no permission to invoke ${functionArn} for ${sourceArn}`);
      throw misconfigured();
    }
    const payload = Buffer.from(JSON.stringify(call.event));
    const invocation = lambda.invoke({ functionArn, payload, traceHeader: call.traceHeader });
    const limit = setTimeout(call.timeoutMs, undefined, { signal: waiting.signal });
    const result = await Promise.race([invocation, limit]);
    if (!result) throw timedOut();
    const { requestId, payload: answer, functionError } = result;
    return { requestId, payload: answer, failed: functionError !== undefined };
  } catch (error) {
    if (error instanceof AwsError) throw error.status === 429 ? throttled() : misconfigured(); // not allowed, or deleted
    throw error;
  } finally {
    waiting.abort();
  }
}
