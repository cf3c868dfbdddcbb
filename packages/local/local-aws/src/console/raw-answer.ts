import type { AwsResponse } from '../protocol/message.ts';

/** An answer that is no JSON document. */
export class RawAnswer {
  readonly response: AwsResponse;
  constructor(response: AwsResponse) {
    this.response = response;
  }
}
