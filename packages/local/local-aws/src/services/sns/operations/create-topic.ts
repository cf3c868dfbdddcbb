import { z } from 'zod';
import { topicArn } from '../arn.ts';
import { invalidParameter, notImplemented } from '../sns-error.ts';
import { operation } from '../sns-state.ts';
import { checkTags, tagsOf } from '../tags.ts';
import { withAttributes, withoutFifo } from '../topics/topic-attributes.ts';
import { stringMap, tagsSchema } from '../wire.ts';

export const createTopic = operation({
  name: 'CreateTopic',
  input: z.strictObject({
    Name: z.string().default(''),
    Attributes: stringMap,
    Tags: tagsSchema,
    DataProtectionPolicy: z.string().optional(),
  }),
  resource: ({ Name }, { cloud }) => topicArn(cloud, Name),
  async run({ Name, Attributes, Tags, DataProtectionPolicy }, { cloud, state }) {
    if (DataProtectionPolicy !== undefined) throw notImplemented('CreateTopic with DataProtectionPolicy');
    const wanted = withoutFifo(Attributes);
    if (!/^[\w-]{1,256}$/.test(Name)) throw invalidParameter('Topic Name');
    const arn = topicArn(cloud, Name);
    const attributes = withAttributes({}, wanted, 'Attributes Reason: ');
    checkTags(Tags);
    const tags = tagsOf(Tags);
    const existing = state.topics.get(arn);
    if (!existing) {
      await state.saveTopic({ name: Name, arn, attributes, tags, subscriptionsDeleted: 0 });
      return { TopicArn: arn };
    }
    const differs = (has: Readonly<Record<string, string>>, wants: Readonly<Record<string, string>>) =>
      Object.entries(wants).some(([name, value]) => has[name] !== value);
    if (differs({ DisplayName: '', ...existing.attributes }, attributes)) {
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    }
    if (differs(existing.tags, tags)) {
      throw invalidParameter('Tags Reason: Topic already exists with different tags');
    }
    return { TopicArn: arn };
  },
});
