import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { modelFault } from '../../../../protocol/model-fault.ts';
import { type OperationContext, operationsOf } from '../../../../protocol/operation.ts';
import { RawResponse } from '../../../../protocol/rest-json.ts';
import type { Route } from '../../../../protocol/rest-route.ts';
import type { CloudFrontState } from '../../cloudfront-state.ts';
import { allOf } from '../../page.ts';
import { type KeyValueStore, storeArn } from '../key-value-store.ts';

export type DataContext = OperationContext<CloudFrontState>;

const operation = operationsOf<CloudFrontState>({ refuseInput: modelFault('ValidationException') });

export const KvsARN = z.string().min(1).max(2048);

/** An operation on the pairs of the store that its path names. */
export function dataRoute<Input extends { readonly KvsARN: string }>(definition: {
  readonly name: string;
  readonly method: string;
  /** Below the store's. */
  readonly path: string;
  readonly input: z.ZodType<Input>;
  run(input: Input, store: KeyValueStore, context: DataContext): object | Promise<object>;
}): Route<CloudFrontState> {
  const { name, method, path, input, run } = definition;
  return {
    method,
    path: `/key-value-stores/{KvsARN}${path}`,
    headers: { IfMatch: 'if-match' },
    operation: operation({
      name,
      input,
      resource: (asked) => asked.KvsARN,
      async run(asked, context) {
        const store = (await allOf(context.state.keyValueStores)).find(
          (one) => storeArn(context.cloud, one) === asked.KvsARN,
        );
        if (!store) throw notFound('The Key Value Store was not found.');
        return run(asked, store, context);
      },
    }),
  };
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404);
}

/** Sizes and the version, as every change answers them. */
export function changed({ itemCount, totalSize, dataEtag }: KeyValueStore): RawResponse {
  return new RawResponse({
    status: 200,
    headers: { 'content-type': 'application/json', etag: dataEtag },
    body: JSON.stringify({ ItemCount: itemCount, TotalSizeInBytes: totalSize }),
  });
}
