import { AwsError, ValidationError } from '../../../../protocol/aws-error.ts';
import { newId } from '../../versioned.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { changed, type DataContext, notFound } from './data-route.ts';

/** Source: "CloudFront quotas", "Quotas on key value stores". */
const mostKeyBytes = 512;
const mostValueBytes = 1_024;
const mostStoreBytes = 5 * 1024 ** 2;
const mostChanges = 50;
const mostChangedBytes = 3 * 1024 ** 2;

export interface Changes {
  readonly puts: readonly { readonly Key: string; readonly Value: string }[];
  readonly deletes: readonly string[];
}

/**
 * Puts and deletes pairs as one step, for who has seen the last version. Throws ConflictException for another,
 * ValidationException, ServiceQuotaExceededException, and ResourceNotFoundException where there is nothing to delete.
 */
export async function changePairs(
  { puts, deletes }: Changes,
  ifMatch: string,
  store: KeyValueStore,
  { cloud, state }: DataContext,
) {
  if (ifMatch.replaceAll('"', '') !== store.dataEtag)
    throw new AwsError(
      'ConflictException',
      'The provided ETag does not match the current one of the Key Value Store.',
      409,
    );
  checkSizes({ puts, deletes });
  const name = (key: string) => `${store.id}/${key}`;
  let { itemCount, totalSize } = store;
  for (const { Key, Value } of puts) {
    const before = await state.keyValues.get(name(Key));
    if (before === undefined) itemCount += 1;
    totalSize += bytes(Value) - bytes(before ?? '') + (before === undefined ? bytes(Key) : 0);
  }
  for (const key of deletes) {
    const before = await state.keyValues.get(name(key));
    if (before === undefined) throw notFound(`Key ${key} does not exist in the store.`);
    itemCount -= 1;
    totalSize -= bytes(key) + bytes(before);
  }
  if (totalSize > mostStoreBytes) throw quotaExceeded('The Key Value Store would exceed 5 MB.');
  await state.keyValues.batch([
    ...puts.map(({ Key, Value }) => ({ put: name(Key), value: Value })),
    ...deletes.map((key) => ({ delete: name(key) })),
  ]);
  const updated = { ...store, itemCount, totalSize, dataEtag: newId(), changedAt: cloud.now().toISOString() };
  await state.keyValueStores.put(store.name, updated);
  return changed(updated);
}

function checkSizes({ puts, deletes }: Changes): void {
  const keys = [...puts.map(({ Key }) => Key), ...deletes];
  if (keys.length > mostChanges)
    throw new ValidationError(`A request can change at most ${mostChanges} keys.`);
  if (new Set(keys).size < keys.length) throw new ValidationError('A key can be changed once in a request.');
  const tooLong = keys.find((key) => bytes(key) > mostKeyBytes);
  if (tooLong !== undefined) throw new ValidationError(`A key can have at most ${mostKeyBytes} bytes.`);
  if (puts.some(({ Value }) => bytes(Value) > mostValueBytes))
    throw new ValidationError(`A value can have at most ${mostValueBytes} bytes.`);
  const total = puts.reduce((sum, { Key, Value }) => sum + bytes(Key) + bytes(Value), 0);
  if (total > mostChangedBytes) throw new ValidationError('A request can change at most 3 MB.');
}

function quotaExceeded(message: string): AwsError {
  return new AwsError('ServiceQuotaExceededException', message, 402);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
