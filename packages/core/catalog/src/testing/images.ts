import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { type ImageRecord, type ImageState, imageStatuses } from '../image-record.ts';
import type { Amounts } from '../ledger/amounts.ts';
import { add, amountsOf, nothing } from '../ledger/amounts.ts';
import { keys } from '../ledger/rows.ts';
import { tableSchema } from '../schema.ts';

const at = '2026-01-01T00:00:00.000Z';
const common = { width: 1, height: 1, format: 'webp' };

/** What process-upload says of a small PNG. */
export const smallPng = {
  format: 'png',
  width: 8,
  height: 8,
  pages: 1,
  hasAlpha: false,
  colourSpace: 'srgb',
  bytes: 70,
};

export function ready(id: string, owner: string): ImageRecord {
  const variants = [{ ...common, contentType: 'image/webp', preset: 'thumb', key: 'k', bytes: 7 }];
  return {
    id,
    key: `${id}.jpg`,
    owner,
    status: 'ready',
    version: 'A1',
    createdAt: at,
    updatedAt: at,
    variants,
  };
}

/** Any state of an image; undefined if its row is gone. */
export function stateOf(image: { readonly id: string; readonly owner?: string | undefined }) {
  const { id, owner } = image;
  const identity = { id, key: `${id}.jpg`, ...(owner !== undefined && { owner }) };
  const version = fc.constantFrom('A1', 'B2');
  const record = fc
    .record({
      status: fc.constantFrom(...imageStatuses),
      version,
      bytes: fc.integer({ min: 1, max: 1000 }),
      variants: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 }),
    })
    .map(
      ({ status, version, bytes, variants }): ImageState => ({
        ...identity,
        status,
        version,
        createdAt: at,
        updatedAt: at,
        original: { ...common, pages: 1, hasAlpha: false, colourSpace: 'srgb', bytes },
        variants: variants.map((size, n) => ({
          ...common,
          contentType: 'image/webp',
          preset: `p${n}`,
          key: `k${n}`,
          bytes: size,
        })),
      }),
    );
  const tombstone = version.map(
    (removed): ImageState => ({ ...identity, status: 'deleted', version: removed, expiresAt: 4_000_000_000 }),
  );
  return fc.oneof(
    { weight: 5, arbitrary: record },
    { weight: 1, arbitrary: tombstone },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** Writes an image's row, or removes it, as the catalog and DynamoDB's time to live do. */
export async function putState(
  client: DynamoDBDocumentClient,
  TableName: string,
  id: string,
  state: ImageState | undefined,
): Promise<void> {
  const Key = { [tableSchema.partitionKey]: keys.image(id) };
  if (state) await client.send(new PutCommand({ TableName, Item: { ...Key, ...state } }));
  else await client.send(new DeleteCommand({ TableName, Key }));
}

export function sumOf(states: readonly (ImageState | undefined)[]): Amounts {
  return states.map(amountsOf).reduce(add, nothing);
}
