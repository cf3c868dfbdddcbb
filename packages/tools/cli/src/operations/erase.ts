import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { forgetTotals, scanTable } from '@darkroom/catalog';
import pMap from 'p-map';
import { decodeKey } from './decode-key.ts';
import { deleteVersions, type Version } from './delete-versions.ts';
import type { DeployedStack } from './stack.ts';
import { abortUploads, unfinishedUploads } from './unfinished-uploads.ts';

/** An image of the owner, a deleted one too: its bucket may keep old versions. */
export interface OwnedImage {
  readonly id: string;
  readonly key: string;
  readonly isDeleted: boolean;
  /** Of a deleted image's record, epoch seconds. */
  readonly expiresAt?: number | undefined;
}

/** What is still there of an owner's images. */
export interface Remains {
  /** Objects of the originals bucket, with old versions and delete markers, and uploads in parts. */
  readonly originals: number;
  readonly variants: number;
  /** Records of images that are not deleted, and the owner's totals. */
  readonly records: number;
  /** When the last record of a deleted image ends; it has the image's key, id and owner. */
  readonly tombstonesUntil: Date | undefined;
}

const atOnce = 8;

/** Reads the whole table: deleted images are in no index. */
export async function imagesOf(stack: DeployedStack, owner: string): Promise<OwnedImage[]> {
  const images: OwnedImage[] = [];
  for await (const row of scanTable(stack.documents, stack.tableName)) {
    if (row.kind !== 'image' || row.state.owner !== owner) continue;
    const { id, key, status } = row.state;
    const isDeleted = status === 'deleted';
    images.push({ id, key, isDeleted, ...(isDeleted && { expiresAt: row.state.expiresAt }) });
  }
  return images;
}

/**
 * Deletes an image as the API does, and all versions of its original for good. S3's events about that delete the variants
 * and the record. Returns the number of versions. Throws `CliError` if S3 keeps one.
 */
export async function eraseImage(stack: DeployedStack, { id, key, isDeleted }: OwnedImage): Promise<number> {
  // First: from now on, uploads with its form are deleted again. A deletion without the API has left the form valid.
  await stack.catalog.seal(id);
  const versions = await versionsOf(stack, stack.originalsBucket, key, (found) => found === key);
  await deleteVersions(stack, stack.originalsBucket, versions);
  if (!isDeleted) await stack.catalog.withdraw(id);
  return versions.length;
}

/** Aborts uploads in parts of these images: a sealed form completes none, but S3 has kept what came. */
export async function eraseParts(stack: DeployedStack, images: readonly OwnedImage[]): Promise<void> {
  await abortUploads(stack, await unfinishedUploads(stack, keysOf(images)));
}

/** Looks for all of it again, in the buckets and in the table. Takes away the totals of an owner who has no images. */
export async function remainsOf(stack: DeployedStack, owner: string): Promise<Remains> {
  const images = await imagesOf(stack, owner);
  const counts = await pMap(
    images,
    async ({ id, key }) => ({
      originals: (await versionsOf(stack, stack.originalsBucket, key, (found) => found === key)).length,
      variants: (await versionsOf(stack, stack.variantsBucket, `${id}/`)).length,
    }),
    { concurrency: atOnce },
  );
  const parts = await unfinishedUploads(stack, keysOf(images));
  const hasTotals = !(await forgetTotals(stack.documents, stack.tableName, owner));
  const ends = images.map(({ expiresAt = 0 }) => expiresAt);
  const last = Math.max(0, ...ends);
  return {
    originals: parts.length + counts.reduce((sum, { originals }) => sum + originals, 0),
    variants: counts.reduce((sum, { variants }) => sum + variants, 0),
    records: images.filter(({ isDeleted }) => !isDeleted).length + Number(hasTotals),
    tombstonesUntil: last === 0 ? undefined : new Date(last * 1000),
  };
}

function keysOf(images: readonly OwnedImage[]): ReadonlySet<string> {
  return new Set(images.map(({ key }) => key));
}

async function versionsOf(
  { s3 }: Pick<DeployedStack, 's3'>,
  Bucket: string,
  Prefix: string,
  isWanted: (key: string) => boolean = () => true,
): Promise<Version[]> {
  const versions: Version[] = [];
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, EncodingType: 'url', ...next }),
    );
    for (const { Key = '', VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
      if (isWanted(decodeKey(Key))) versions.push({ Key: decodeKey(Key), VersionId });
    const { IsTruncated, NextKeyMarker = '', NextVersionIdMarker } = page;
    next = IsTruncated
      ? { KeyMarker: decodeKey(NextKeyMarker), VersionIdMarker: NextVersionIdMarker }
      : undefined;
  }
  return versions;
}
