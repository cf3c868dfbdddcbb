import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { arnOf } from '../arn.ts';
import { invalidArgument } from '../faults.ts';
import { allOf } from '../page.ts';
import { type Context, route } from '../route.ts';
import { recordOf } from '../tags/tag-record.ts';
import { tagSchema } from '../values.ts';
import { newId } from '../versioned.ts';
import { checkAliases } from './check-aliases.ts';
import { checkConfig } from './check-config.ts';
import { type Distribution, distributionDocument } from './distribution.ts';
import { type DistributionConfig, distributionConfig } from './distribution-config.ts';

/** LocalStack's tag by which a resource's id is chosen, so that an address stays the same from run to run. */
const customIdTag = '_custom_id_';

/** What policies name before the distribution has an id. */
const anyDistribution = 'distribution/*';

export const createDistribution = route({
  name: 'CreateDistribution',
  method: 'POST',
  path: 'distribution',
  status: 201,
  payload: 'DistributionConfig',
  input: z.strictObject({ DistributionConfig: distributionConfig }),
  resource: () => anyDistribution,
  run: ({ DistributionConfig }, context) => create(context, DistributionConfig, {}),
});

export const createDistributionWithTags = route({
  name: 'CreateDistributionWithTags',
  method: 'POST',
  path: 'distribution',
  query: { WithTags: '' },
  status: 201,
  payload: 'DistributionConfigWithTags',
  input: z.strictObject({
    DistributionConfigWithTags: z.strictObject({ DistributionConfig: distributionConfig, Tags: tagSchema }),
  }),
  // IAM knows no action of this name: it is a creation and a tagging ("CloudFront API permissions").
  action: 'cloudfront:CreateDistribution',
  resource: () => anyDistribution,
  async run({ DistributionConfigWithTags: { DistributionConfig, Tags } }, context) {
    const { cloud, request } = context;
    const resources = [arnOf(cloud, anyDistribution)];
    await cloud.access.authorize(request, { action: 'cloudfront:TagResource', resources });
    return create(context, DistributionConfig, recordOf(Tags.Items));
  },
});

async function create(context: Context, config: DistributionConfig, tags: Readonly<Record<string, string>>) {
  const { cloud, state } = context;
  const others = await allOf(state.distributions);
  const { CallerReference } = config;
  if (others.some((other) => other.config.CallerReference === CallerReference))
    throw new AwsError(
      'DistributionAlreadyExists',
      'The caller reference you attempted to create the distribution with is associated with another distribution.',
      409,
    );
  checkAliases(config, others);
  await checkConfig(state, config);
  const id = tags[customIdTag] ?? newId();
  if (!/^[a-zA-Z0-9-]{1,63}$/.test(id))
    throw invalidArgument(`The tag ${customIdTag} must be letters, digits and hyphens, at most 63.`);
  if (others.some((other) => other.id.toLowerCase() === id.toLowerCase()))
    throw invalidArgument(`The tag ${customIdTag} names a distribution that exists.`);
  const created: Distribution = {
    id,
    etag: newId(),
    modifiedAt: cloud.now().toISOString(),
    config,
  };
  await state.distributions.put(id, created);
  await state.tags.put(arnOf(cloud, `distribution/${id}`), tags);
  return {
    root: 'Distribution',
    content: distributionDocument(cloud, created, 'InProgress'),
    headers: { etag: created.etag, location: `${cloud.endpoint}/2020-05-31/distribution/${id}` },
  };
}
