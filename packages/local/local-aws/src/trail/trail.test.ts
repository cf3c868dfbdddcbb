import { expect, test } from 'vitest';
import { createTrail } from './trail.ts';

const request = { kind: 'request', service: 's3', name: 'PutObject' } as const;

test('a step that runs in one cloud is no cause in another', async () => {
  const [one, other] = [createTrail(), createTrail()];
  await one.step(request, () => other.step(request, async () => expect(one.current()).toBeUndefined()));
  one.close();
  await other.step(request, async (step) => expect(other.current()).toBe(step));
  other.close();
  expect(other.spans()).toMatchObject([{ causes: [] }, { causes: [] }]);
});

test('many clouds in one process do not slow its promises', async () => {
  const alone = await afterClouds(1);
  expect((await afterClouds(100)) / alone).toBeLessThan(10);
});

/** Microseconds of CPU that many promises take once as many clouds have each run a step. */
async function afterClouds(count: number): Promise<number> {
  const trails = Array.from({ length: count }, createTrail);
  for (const trail of trails) await trail.step(request, async () => undefined);
  const before = process.cpuUsage();
  for (let index = 0; index < 50_000; index += 1) await Promise.resolve();
  const { user, system } = process.cpuUsage(before);
  for (const trail of trails) trail.close();
  return user + system;
}
