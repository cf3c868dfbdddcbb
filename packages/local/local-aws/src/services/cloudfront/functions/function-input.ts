import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { servedWhere } from '../../../protocol/not-served.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { entityNotFound, invalidArgument, noSuchFunction } from '../faults.ts';
import { allOf } from '../page.ts';
import { items } from '../values.ts';
import type { EdgeFunction, FunctionVersion, Stage } from './edge-function.ts';
import { checkSyntax, UnsupportedSyntaxError } from './runtime/check-syntax.ts';

export const functionName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
export const stage = z.enum(['DEVELOPMENT', 'LIVE']);

export const functionConfig = z.strictObject({
  Comment: z.string().max(128),
  Runtime: servedWhere(
    z.enum(['cloudfront-js-1.0', 'cloudfront-js-2.0']),
    (runtime) => runtime === 'cloudfront-js-2.0',
  ),
  KeyValueStoreAssociations: items(
    z.strictObject({
      KeyValueStoreARN: z.string().regex(/^arn:aws:cloudfront::[0-9]{12}:key-value-store\/[0-9a-fA-F-]{36}$/),
    }),
  ).optional(),
});

/** Base64. */
export const functionCode = z.string().min(1).max(60_000);

/** Source: "CloudFront quotas", "Quotas on CloudFront Functions". */
const mostCodeBytes = 10_240;

/** What a request says of a function's version. Throws CloudFront's codes for code that its runtime would not run. */
export async function readVersion(
  state: CloudFrontState,
  { KeyValueStoreAssociations, Comment }: z.output<typeof functionConfig>,
  base64: string,
): Promise<Pick<FunctionVersion, 'comment' | 'runtime' | 'stores' | 'code'>> {
  const code = Buffer.from(base64, 'base64');
  if (code.length > mostCodeBytes)
    throw new AwsError(
      'FunctionSizeLimitExceeded',
      `The function size exceeds the limit of ${mostCodeBytes} bytes.`,
      413,
    );
  const stores = KeyValueStoreAssociations?.Items.map(({ KeyValueStoreARN }) => KeyValueStoreARN) ?? [];
  if (stores.length > 1)
    throw invalidArgument('The parameter KeyValueStoreAssociations can have one key value store.');
  const known = (await allOf(state.keyValueStores)).map(({ id }) => id);
  if (stores.some((arn) => !known.includes(arn.split('/')[1] ?? ''))) throw entityNotFound();
  try {
    checkSyntax(code.toString('utf8'));
  } catch (error) {
    if (!(error instanceof UnsupportedSyntaxError)) throw error;
    throw invalidArgument(`The function code is not valid: ${error.message}`);
  }
  return { comment: Comment, runtime: 'cloudfront-js-2.0', stores, code: code.toString('utf8') };
}

/** Throws NoSuchFunctionExists, also for a stage that the function has not reached. */
export async function findFunction(
  state: CloudFrontState,
  name: string,
  stage: Stage = 'DEVELOPMENT',
): Promise<{ readonly found: EdgeFunction; readonly version: FunctionVersion }> {
  const found = await state.functions.get(name);
  const version = stage === 'LIVE' ? found?.live : found?.development;
  if (!found || !version) throw noSuchFunction();
  return { found, version };
}
