import type { AwsRequest } from '../../../protocol/message.ts';
import type { RestApi, Stage } from '../documents.ts';
import type { Address } from './address.ts';
import type { Match } from './find-method.ts';

/** A request and the method of a deployed API that serves it. */
export interface Invocation extends Match {
  readonly request: AwsRequest;
  readonly address: Address;
  readonly api: RestApi;
  readonly stage: Stage;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly stageArn: string;
  /** The header `X-Amzn-Trace-Id`: the caller's, or a new one. */
  readonly trace: string;
}

/** The ARN in policies: the method and path of this request. */
export function methodArn({ stageArn, request, address }: Invocation): string {
  return `${stageArn}/${request.method}${address.path}`;
}
