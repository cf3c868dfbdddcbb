import type { Cloud } from '../../cloud/cloud.ts';

/** CloudFront is in no region: `distribution/E1` → `arn:aws:cloudfront::000000000000:distribution/E1`. */
export function arnOf({ accountId }: Pick<Cloud, 'accountId'>, name: string): string {
  return `arn:aws:cloudfront::${accountId}:${name}`;
}
