import { expect, test } from 'vitest';
import { roleName } from './role-name.ts';

test("a role's name contains the function's name and the region", () => {
  expect(roleName('darkroom-dev-images-api', 'eu-west-1')).toBe('darkroom-dev-images-api-eu-west-1');
});

test('a name that is too long for IAM is shortened, and still differs from region to region', () => {
  const name = `${'n'.repeat(20)}-${'s'.repeat(20)}-deliver-webhooks`;
  const names = ['ap-southeast-1', 'ap-southeast-2'].map((region) => roleName(name, region));
  expect(new Set(names).size).toBe(2);
  for (const each of names) expect(each).toHaveLength(64);
});
