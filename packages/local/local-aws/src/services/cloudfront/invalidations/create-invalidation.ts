import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { findDistribution } from '../distributions/find-distribution.ts';
import { invalidArgument } from '../faults.ts';
import { allOf } from '../page.ts';
import { route } from '../route.ts';
import { items } from '../values.ts';
import { newId } from '../versioned.ts';
import { invalidationDocument, isInProgress } from './invalidation.ts';

/** Paths in progress at the same time, for each distribution. Source: "CloudFront quotas", "Invalidations". */
const mostPaths = 3_000;
const mostWildcards = 15;

export const createInvalidation = route({
  name: 'CreateInvalidation',
  method: 'POST',
  path: 'distribution/{DistributionId}/invalidation',
  status: 201,
  payload: 'InvalidationBatch',
  input: z.strictObject({
    DistributionId: z.string(),
    InvalidationBatch: z.strictObject({ CallerReference: z.string().min(1), Paths: items(z.string()) }),
  }),
  resource: ({ DistributionId }) => `distribution/${DistributionId}`,
  async run({ DistributionId, InvalidationBatch: { CallerReference, Paths } }, { cloud, state }) {
    const { id } = await findDistribution(state, DistributionId);
    const paths = Paths.Items;
    checkPaths(paths);
    const earlier = await allOf(state.invalidations, `${id}/`);
    const location = (of: string) => `${cloud.endpoint}/2020-05-31/distribution/${id}/invalidation/${of}`;
    const answer = (invalidation: (typeof earlier)[number]) => ({
      root: 'Invalidation',
      content: invalidationDocument(invalidation, cloud.now()),
      headers: { location: location(invalidation.id) },
    });
    const same = earlier.find(({ callerReference }) => callerReference === CallerReference);
    if (same && same.paths.join('\n') === paths.join('\n')) return answer(same);
    if (same)
      throw invalidArgument(
        'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
      );
    checkRunning([
      ...earlier.filter((one) => isInProgress(one, cloud.now())).flatMap((one) => one.paths),
      ...paths,
    ]);
    const created = {
      id: newId().replace(/^E/, 'I'),
      createdAt: cloud.now().toISOString(),
      callerReference: CallerReference,
      paths,
    };
    await state.invalidations.put(`${id}/${created.id}`, created);
    state.cache.invalidate(id, paths);
    return answer(created);
  },
});

function checkPaths(paths: readonly string[]): void {
  if (paths.length === 0) throw invalidArgument('Your request contains empty invalidation paths.');
  for (const path of paths) {
    // A wildcard is one at the end; elsewhere an asterisk is itself.
    if (!/^\/[\x21-\x7e]*$/.test(path))
      throw invalidArgument('Your request contains one or more invalid invalidation paths.');
  }
}

function checkRunning(paths: readonly string[]): void {
  const wildcards = paths.filter((path) => path.endsWith('*'));
  if (wildcards.length > mostWildcards || paths.length - wildcards.length > mostPaths)
    throw new AwsError(
      'TooManyInvalidationsInProgress',
      'You have exceeded the maximum number of allowable InProgress invalidation batch requests, or invalidation objects.',
    );
}
