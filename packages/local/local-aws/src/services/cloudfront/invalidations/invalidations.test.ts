import {
  CreateInvalidationCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test, vi } from 'vitest';
import { startCloudFront } from '../testing/start-cloudfront.ts';

async function start() {
  const { cloudfront, createDistribution } = await startCloudFront();
  const { id: DistributionId } = await createDistribution();
  const create = (CallerReference: string, ...Items: string[]) =>
    cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
      }),
    );
  const statusOf = async (Id?: string) => {
    const { Invalidation } = await cloudfront.send(new GetInvalidationCommand({ DistributionId, Id }));
    return Invalidation?.Status;
  };
  return { cloudfront, DistributionId, create, statusOf };
}

test('an invalidation is in progress, then completed, and listed', async () => {
  const { cloudfront, DistributionId, create, statusOf } = await start();
  const { Invalidation } = await create('a', '/a.jpg', '/b/*');
  expect(Invalidation).toMatchObject({
    Status: 'InProgress',
    InvalidationBatch: { CallerReference: 'a', Paths: { Quantity: 2, Items: ['/a.jpg', '/b/*'] } },
  });
  await vi.waitFor(async () => expect(await statusOf(Invalidation?.Id)).toBe('Completed'), 20_000);
  const { InvalidationList } = await cloudfront.send(new ListInvalidationsCommand({ DistributionId }));
  expect(InvalidationList?.Items).toMatchObject([{ Id: Invalidation?.Id, Status: 'Completed' }]);
});

test('fifteen paths with a wildcard can be in progress, and no sixteenth', async () => {
  const { create } = await start();
  const wildcards = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `/${from + index}/*`);
  await create('first', ...wildcards(0, 14));
  await create('second', ...wildcards(14, 1), '/plain');
  await expect(create('third', '/one-more/*')).rejects.toMatchObject({
    name: 'TooManyInvalidationsInProgress',
  });
});

test('the same batch again is the same invalidation, and its reference is good for no other', async () => {
  const { create } = await start();
  const first = await create('a', '/x');
  const again = await create('a', '/x');
  expect(again.Invalidation?.Id).toBe(first.Invalidation?.Id);
  await expect(create('a', '/y')).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test.each(['no-slash', '/with space', '/ü'])('the path %s is refused', async (path) => {
  const { create } = await start();
  await expect(create('a', path)).rejects.toMatchObject({ name: 'InvalidArgument' });
});
