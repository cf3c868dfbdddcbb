import { operationsOf } from '../../protocol/operation.ts';

/** STS remembers nothing; sessions are IAM's. */
export const operation = operationsOf<undefined>();
