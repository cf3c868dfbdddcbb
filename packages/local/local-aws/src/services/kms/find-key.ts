import { z } from 'zod';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { type Key, keyArn } from './key.ts';
import type { Alias, KmsState } from './kms-state.ts';

/** The id, ARN, alias or alias ARN of a key. */
export const keyIdSchema = z.string().min(1).max(2048);
export const aliasSchema = z
  .string()
  .max(256)
  .regex(/^alias\/[a-zA-Z0-9/_-]+$/, 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$');

type Where = { readonly cloud: Cloud; readonly state: KmsState };

/** Throws NotFoundException; a key is gone when its waiting period is over. */
export async function findKey({ cloud, state }: Where, keyId: string): Promise<Key> {
  const arn = /^arn:aws:kms:([^:]+):(\d+):(key\/|alias\/)(.+)$/.exec(keyId);
  const [, region, account, kind, name = ''] = arn ?? [];
  const isOurs = !arn || (region === cloud.region && account === cloud.accountId);
  const local = !arn ? keyId : kind === 'key/' ? name : `alias/${name}`;
  const id = local.startsWith('alias/') ? (await state.aliases.get(local))?.target : local;
  const key = isOurs && id !== undefined ? await state.keys.get(id) : undefined;
  if (key && !(key.deletionAt !== undefined && key.deletionAt <= cloud.now().getTime())) return key;
  if (local.startsWith('alias/')) throw noSuchAlias(cloud, local);
  throw notFound(isOurs ? `Key '${keyArn(cloud, local)}' does not exist` : `Invalid arn ${region}`);
}

/** Throws NotFoundException. */
export async function findAlias({ cloud, state }: Where, name: string): Promise<Alias> {
  const alias = await state.aliases.get(name);
  if (!alias) throw noSuchAlias(cloud, name);
  return alias;
}

function noSuchAlias(cloud: Cloud, name: string): AwsError {
  return notFound(`Alias ${aliasArn(cloud, name)} is not found.`);
}

export function aliasArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:kms:${region}:${accountId}:${name}`;
}

/** IAM's resource of an operation on a key. */
export async function keyResource({ KeyId }: { readonly KeyId: string }, where: Where): Promise<string> {
  return keyArn(where.cloud, (await findKey(where, KeyId)).id);
}

/** IAM's resources of an operation that gives a key an alias. */
export async function aliasResources(
  { AliasName, TargetKeyId }: { readonly AliasName: string; readonly TargetKeyId: string },
  where: Where,
): Promise<string[]> {
  return [aliasArn(where.cloud, AliasName), await keyResource({ KeyId: TargetKeyId }, where)];
}

/** Changes a key that is not waiting for its deletion. Throws NotFoundException and KMSInvalidStateException. */
export async function changeKey(where: Where, keyId: string, change: (key: Key) => Key): Promise<Key> {
  const key = await findKey(where, keyId);
  if (key.state === 'PendingDeletion')
    throw invalidState(`${keyArn(where.cloud, key.id)} is pending deletion.`);
  const changed = change(key);
  await where.state.keys.put(key.id, changed);
  return changed;
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

export function invalidState(message: string): AwsError {
  return new AwsError('KMSInvalidStateException', message);
}
