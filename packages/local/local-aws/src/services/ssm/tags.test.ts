import {
  AddTagsToResourceCommand,
  InvalidResourceId,
  ListTagsForResourceCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { startSsm } from './testing/start-ssm.ts';

const colour = { ResourceType: 'Parameter', ResourceId: '/shop/colour' } as const;

test('tags come with a parameter, are changed by its name, and outlive its versions', async () => {
  const { ssm, put } = await startSsm();
  await put('/shop/colour', 'red', { Tags: [{ Key: 'stage', Value: 'dev' }] });
  await ssm.send(new AddTagsToResourceCommand({ ...colour, Tags: [{ Key: 'owner', Value: 'Ada' }] }));
  await put('/shop/colour', 'blue', { Overwrite: true });
  await ssm.send(new RemoveTagsFromResourceCommand({ ...colour, TagKeys: ['stage'] }));

  const { TagList } = await ssm.send(new ListTagsForResourceCommand(colour));
  expect(TagList).toEqual([{ Key: 'owner', Value: 'Ada' }]);
});

test('what is no parameter has no tags', async () => {
  const { ssm } = await startSsm();
  await expect(ssm.send(new ListTagsForResourceCommand(colour))).rejects.toBeInstanceOf(InvalidResourceId);
});
