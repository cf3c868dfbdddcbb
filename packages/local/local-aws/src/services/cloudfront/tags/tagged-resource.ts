import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { allOf } from '../page.ts';

export const resourceArn = z.string().regex(/^arn:aws:cloudfront::[0-9]+:.*$/);

/** Throws NoSuchResource for an ARN of nothing that has tags. */
export async function checkTagged(state: CloudFrontState, arn: string): Promise<void> {
  const [kind, id = ''] = (arn.split(':')[5] ?? '').split('/');
  const found =
    kind === 'distribution'
      ? await state.distributions.get(id)
      : kind === 'function'
        ? await state.functions.get(id)
        : kind === 'key-value-store' && (await allOf(state.keyValueStores)).find((store) => store.id === id);
  if (!found) throw new AwsError('NoSuchResource', 'A resource that was specified is not valid.', 404);
}

/** `arn:aws:cloudfront::000000000000:distribution/E1` → `distribution/E1`. */
export function nameIn(arn: string): string {
  return arn.split(':').slice(5).join(':');
}
