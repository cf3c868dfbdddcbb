import { randomBytes } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import { functionArn } from '../function-lookup.ts';
import type { Cors } from './cors.ts';

/** A function URL as stored, by its id. */
export interface FunctionUrl {
  /** The first label of its host, lower case. */
  readonly id: string;
  readonly functionName: string;
  /** An alias; absent for `$LATEST`. */
  readonly qualifier?: string;
  readonly authType: 'AWS_IAM' | 'NONE';
  /** Absent where the caller gave none: BUFFERED. */
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly cors?: Cors;
  readonly creationTime: string;
  readonly lastModifiedTime: string;
}

/** Of the function, or of the alias that the URL is for: what policies name. */
export function functionUrlArn(
  cloud: Pick<Cloud, 'region' | 'accountId'>,
  { functionName, qualifier }: FunctionUrl,
): string {
  return functionArn(cloud, functionName, qualifier);
}

/** What Create answers; Update adds the time of the change. */
export function functionUrlDocument(cloud: Cloud, url: FunctionUrl) {
  const { port } = new URL(cloud.endpoint);
  return {
    FunctionUrl: `http://${url.id}.lambda-url.${cloud.region}.localhost.localstack.cloud:${port}/`,
    FunctionArn: functionUrlArn(cloud, url),
    AuthType: url.authType,
    ...(url.cors ? { Cors: url.cors } : {}),
    CreationTime: url.creationTime,
    ...(url.invokeMode ? { InvokeMode: url.invokeMode } : {}),
  };
}

/** What Get and List answer. */
export function functionUrlConfig(cloud: Cloud, url: FunctionUrl) {
  return {
    InvokeMode: 'BUFFERED',
    ...functionUrlDocument(cloud, url),
    LastModifiedTime: url.lastModifiedTime,
  };
}

const customId = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * The id of a new URL. LocalStack's convention: the function's tag `_custom_id_` chooses it, with an alias behind it,
 * and so an address that stays the same.
 */
export function newUrlId(
  { log }: Pick<Cloud, 'log'>,
  tags: Readonly<Record<string, string>>,
  alias: string | undefined,
): string {
  const { _custom_id_: tag } = tags;
  const chosen = alias === undefined ? tag : tag && `${tag}-${alias}`;
  if (chosen && customId.test(chosen)) return chosen.toLowerCase();
  if (chosen) log.warn(`${chosen} is no label of a host name: the function URL gets an id of its own`);
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'; // of 32: no remainder to prefer some
  return [...randomBytes(32)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
