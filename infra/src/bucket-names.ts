import type { PipelineConfig } from '@darkroom/pipeline-config';
import { StackError } from './errors.ts';

const ACCOUNT_ID_LENGTH = 12;

/** Bucket names are global, so they end in the account's id. `accountId` may be a Terraform reference. */
export function bucketNames(prefix: string, configured: PipelineConfig['buckets'], accountId: string) {
  const { originals, variants, overlays } = configured;
  const named = [originals, variants, overlays].filter((name) => name !== undefined);
  const twice = named.find((name, at) => named.indexOf(name) < at);
  if (twice !== undefined) {
    throw new StackError(
      'SameBucket',
      `Two kinds of files have the same bucket (${twice}): what is in the originals' bucket is processed, so variants there would be processed again, for ever. Name different buckets in darkroom.config.ts, buckets.`,
    );
  }
  return {
    originals: originals ?? withAccount(`${prefix}-originals-`, accountId),
    variants: variants ?? withAccount(`${prefix}-variants-`, accountId),
    overlays: overlays ?? withAccount(`${prefix}-overlays-`, accountId),
  };
}

function withAccount(start: string, accountId: string): string {
  if (start.length + ACCOUNT_ID_LENGTH > 63) {
    throw new StackError(
      'BucketNameTooLong',
      `The bucket name ${start}<account id> is longer than S3's 63 characters: shorten name in darkroom.config.ts or DARKROOM_STAGE.`,
    );
  }
  return `${start}${accountId}`;
}
