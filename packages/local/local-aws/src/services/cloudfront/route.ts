import type { z } from 'zod';
import { modelFault } from '../../protocol/model-fault.ts';
import { type OperationContext, operationsOf } from '../../protocol/operation.ts';
import type { XmlAnswer, XmlRoute } from '../../protocol/rest-xml.ts';
import { arnOf } from './arn.ts';
import type { CloudFrontState } from './cloudfront-state.ts';

export type Context = OperationContext<CloudFrontState>;

const operation = operationsOf<CloudFrontState>({ refuseInput: modelFault('MalformedXML') });

/** An operation and its address below `/2020-05-31/`. */
export function route<Input>(definition: {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly payload?: string;
  readonly input: z.ZodType<Input>;
  /** Where it is not `cloudfront:<name>`. */
  readonly action?: string;
  /** What policies name: `distribution/E1`. Default: all. */
  resource?(input: NoInfer<Input>): string;
  run(input: Input, context: Context): Promise<XmlAnswer>;
}): XmlRoute<CloudFrontState> {
  const { name, method, path, query, status, payload, input, action, resource, run } = definition;
  return {
    method,
    path: `/2020-05-31/${path}`,
    ...(query === undefined ? {} : { query }),
    ...(status === undefined ? {} : { status }),
    ...(payload === undefined ? {} : { payload }),
    headers: { IfMatch: 'if-match' },
    operation: operation({
      name,
      input,
      ...(action === undefined ? {} : { action }),
      run,
      resource: (asked, { cloud }) => (resource ? arnOf(cloud, resource(asked)) : '*'),
    }),
  };
}
