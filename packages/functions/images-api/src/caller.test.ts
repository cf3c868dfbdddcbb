import { expect, test } from 'vitest';
import { ownerOf } from './caller.ts';

const iam = { mode: 'iam', owners: true } as const;
const calledBy = (userArn: string) => ({ identity: { userArn } });

test.each([
  ['arn:aws:iam::123456789012:user/team/ada', 'arn:aws:iam::123456789012:user/team/ada'],
  ['arn:aws:sts::123456789012:assumed-role/shop/i-0abc', 'arn:aws:iam::123456789012:role/shop'],
  ['arn:aws-cn:sts::123456789012:assumed-role/shop/ada@x.org', 'arn:aws-cn:iam::123456789012:role/shop'],
  ['arn:aws:sts::123456789012:federated-user/ada', 'arn:aws:sts::123456789012:federated-user/ada'],
])('images that %s announces belong to %s', (userArn, owner) => {
  expect(ownerOf(iam, calledBy(userArn))).toBe(owner);
});

test('no caller can take the identity of another through a session name', () => {
  const sessions = ['ada', 'role/other', 'assumed-role/other/x', 'a'].map((session) =>
    ownerOf(iam, calledBy(`arn:aws:sts::123456789012:assumed-role/shop/${session}`)),
  );
  expect(new Set(sessions)).toEqual(new Set(['arn:aws:iam::123456789012:role/shop']));
});

test('a request that does not identify its caller is refused if images have owners', () => {
  expect(() => ownerOf(iam, { identity: { userArn: null } })).toThrow(
    expect.objectContaining({ code: 'UnknownCaller' }),
  );
  expect(ownerOf({ ...iam, owners: false }, {})).toBeUndefined();
});

test('nobody can take the place of the owner that images without one do not have', () => {
  const jwt = { mode: 'jwt', userPoolArn: 'arn:aws:cognito-idp:x:1:userpool/x_1', owners: true } as const;
  const named = (sub: string) => () => ownerOf(jwt, { authorizer: { claims: { sub } } });
  expect(named('-')).toThrow(expect.objectContaining({ code: 'UnknownCaller' }));
  expect(named('ada')()).toBe('ada');
});
