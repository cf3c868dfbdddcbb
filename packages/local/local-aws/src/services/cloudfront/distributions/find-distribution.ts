import type { CloudFrontState } from '../cloudfront-state.ts';
import { noSuchDistribution } from '../faults.ts';
import type { Distribution } from './distribution.ts';

/** Throws NoSuchDistribution. */
export async function findDistribution(state: CloudFrontState, id: string): Promise<Distribution> {
  const found = await state.distributions.get(id);
  if (!found) throw noSuchDistribution();
  return found;
}
