import { z } from 'zod';
import { policySchema } from '../../../../auth/policy/document.ts';
import { evaluate } from '../../../../auth/policy/evaluate.ts';
import { requestContext } from '../../../../auth/policy/request-context.ts';
import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Authorizer } from '../../documents.ts';
import { callFunction } from '../call-function.ts';
import { type Invocation, methodArn } from '../invocation.ts';
import { requestEvent } from '../proxy-event.ts';
import { accessDenied, authorizerFault, Refusal, unauthorized } from '../refusal.ts';
import type { Authorization } from './authorization.ts';
import { identityValues } from './identity-source.ts';

const timeoutMs = 29_000;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

/** Developer Guide, "Output from an API Gateway Lambda authorizer". */
const answerSchema = json.pipe(
  z.object({
    principalId: z.string(),
    policyDocument: policySchema,
    context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
    usageIdentifierKey: z.string().nullish(),
  }),
);

/** The message with which a function refuses a caller. */
const failureSchema = json.pipe(z.object({ errorMessage: z.string() }));

type Answer = z.output<typeof answerSchema>;

/** Authorizers of type TOKEN and REQUEST: a function answers with a policy, which is cached for the caller's identity. */
export function createLambdaAuthorizer(cloud: Cloud) {
  const kept = new Map<string, { readonly answer: Answer; readonly until: number }>();

  return async function authorize(authorizer: Authorizer, invocation: Invocation): Promise<Authorization> {
    const request = requestEvent(cloud, invocation, { identity: {} });
    const identity = identityValues(authorizer.identitySource, invocation, request.requestContext);
    const caching = authorizer.authorizerResultTtlInSeconds > 0;
    const required = authorizer.type === 'TOKEN' || caching;
    if (required && identity.some((value) => value === undefined || value === '')) throw unauthorized();
    const [token = ''] = identity;
    const { identityValidationExpression: expected } = authorizer;
    if (authorizer.type === 'TOKEN' && expected && !new RegExp(`^(?:${expected})$`).test(token))
      throw unauthorized();

    const now = cloud.now().getTime();
    const entry = JSON.stringify([invocation.stageArn, authorizer.id, identity]);
    const known = caching ? kept.get(entry) : undefined;
    const answer =
      known && known.until > now ? known.answer : await ask(authorizer, invocation, token, request);
    if (caching && answer !== known?.answer)
      kept.set(entry, { answer, until: now + authorizer.authorizerResultTtlInSeconds * 1000 });

    requireAllowed(answer, invocation);
    return {
      context: { ...answer.context, principalId: answer.principalId },
      usageIdentifierKey: answer.usageIdentifierKey ?? undefined,
    };
  };

  async function ask(
    authorizer: Authorizer,
    invocation: Invocation,
    token: string,
    request: object,
  ): Promise<Answer> {
    const arn = methodArn(invocation);
    const event =
      authorizer.type === 'TOKEN'
        ? { type: 'TOKEN', methodArn: arn, authorizationToken: token }
        : { type: 'REQUEST', methodArn: arn, ...request };
    const [apiArn] = invocation.stageArn.split('/');
    const { payload, failed } = await callFunction(cloud, {
      uri: authorizer.authorizerUri,
      credentials: authorizer.authorizerCredentials,
      sourceArn: `${apiArn}/authorizers/${authorizer.id}`,
      event,
      timeoutMs,
      traceHeader: invocation.trace,
    }).catch((error: unknown) => {
      throw error instanceof Refusal ? authorizerFault() : error;
    });
    const text = Buffer.from(payload).toString('utf8');
    if (failed && failureSchema.safeParse(text).data?.errorMessage === 'Unauthorized') throw unauthorized();
    const { data } = answerSchema.safeParse(text);
    if (failed || !data) throw authorizerFault();
    return data;
  }

  function requireAllowed({ policyDocument }: Answer, invocation: Invocation): void {
    const { request } = invocation;
    const decision = evaluate(policyDocument.Statement, {
      action: 'execute-api:Invoke',
      resource: methodArn(invocation),
      context: requestContext(request, cloud.region),
    });
    if (decision !== 'allow') {
      const how = decision === 'explicit deny' ? ' with an explicit deny' : '';
      throw accessDenied(`User is not authorized to access this resource${how}`);
    }
  }
}
