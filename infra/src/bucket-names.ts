import type { PipelineConfig } from '@darkroom/pipeline-config';
import { StackError } from './errors.ts';

const ACCOUNT_ID_LENGTH = 12;

/** Bucket names are global, so they end in the account's id. `accountId` may be a Terraform reference. */
export function bucketNames(prefix: string, configured: PipelineConfig['buckets'], accountId: string) {
  const { originals, variants } = configured;
  if (originals !== undefined && originals === variants) {
    throw new StackError(
      'SameBucket',
      `Originals and variants have the same bucket (${originals}), so every variant would be processed again, for ever. Name two buckets in darkroom.config.ts, buckets.`,
    );
  }
  return {
    originals: originals ?? withAccount(`${prefix}-originals-`, accountId),
    variants: variants ?? withAccount(`${prefix}-variants-`, accountId),
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
