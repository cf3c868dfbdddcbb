import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../protocol/message.ts';
import { parsePolicy } from './document.ts';
import { evaluate } from './evaluate.ts';

const question = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::photos/a.jpg',
  context: new Map([['aws:username', ['ana']]]),
};

const decide = (statement: object | object[], asked: Partial<typeof question> = {}, caller?: Caller) =>
  evaluate(parsePolicy(JSON.stringify({ Statement: statement })), { ...question, ...asked }, caller);

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' };

describe('a statement', () => {
  test.each([
    ['names action and resource', allow, 'allow'],
    ['ignores the case of an action', { ...allow, Action: ['s3:getobject'] }, 'allow'],
    ['names another action', { ...allow, Action: 's3:Put*' }, 'no match'],
    ['names another resource', { ...allow, Resource: ['arn:aws:s3:::other/*'] }, 'no match'],
    ['excludes the action', { Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }, 'no match'],
    ['excludes another action', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'allow'],
    [
      'excludes the resource',
      { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::photos/*' },
      'no match',
    ],
    [
      'excludes another resource',
      { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:sqs:*' },
      'explicit deny',
    ],
    [
      'names its resource by a variable',
      { ...allow, Resource: 'arn:aws:s3:::photos/$' + '{aws:username}*' },
      'allow',
    ],
    ['names an unknown variable', { ...allow, Resource: '$' + '{aws:PrincipalTag/team}*' }, 'no match'],
    ['has a condition that fails', { ...allow, Condition: { Null: { 'aws:username': 'true' } } }, 'no match'],
  ])('that %s', (name, statement, expected) => {
    const resource = name.includes('by a variable') ? 'arn:aws:s3:::photos/ana.jpg' : question.resource;
    expect(decide(statement, { resource })).toBe(expected);
  });
});

const role = {
  kind: 'role',
  accountId: '000000000000',
  arn: 'arn:aws:sts::000000000000:assumed-role/reader/session',
  principalArn: 'arn:aws:iam::000000000000:role/reader',
  userId: 'AROA:session',
} satisfies Caller;

describe("a resource policy's statement for a principal", () => {
  const everyone = { ...allow, Principal: '*' };
  test.each([
    ['everybody', everyone, 'allow'],
    ['everybody, in the longer form', { ...allow, Principal: { AWS: '*' } }, 'allow'],
    ['the role', { ...allow, Principal: { AWS: [role.principalArn] } }, 'allow'],
    ['the session', { ...allow, Principal: { AWS: role.arn } }, 'allow'],
    ['another role', { ...allow, Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } }, 'no match'],
    ['the account', { ...allow, Principal: { AWS: role.accountId } }, 'no match'],
    ['a service', { ...allow, Principal: { Service: 's3.amazonaws.com' } }, 'no match'],
    ['nobody', allow, 'no match'],
    [
      'all but the role',
      { ...everyone, Principal: undefined, NotPrincipal: { AWS: role.principalArn } },
      'no match',
    ],
    [
      'the account, denied',
      { ...allow, Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::000000000000:root' } },
      'explicit deny',
    ],
  ])('that is %s', (_, statement, expected) => {
    expect(decide(statement, {}, role)).toBe(expected);
  });
});

test("a trust policy's statement is about a service that it names, or about everybody", () => {
  const principal = 'lambda.amazonaws.com';
  const lambda: Caller = { ...role, kind: 'service', arn: principal, principalArn: principal };
  const trusting = (Principal: unknown) =>
    decide({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }, { action: 'sts:AssumeRole' }, lambda);

  expect(trusting({ Service: ['ec2.amazonaws.com', principal] })).toBe('allow');
  expect(trusting('*')).toBe('allow');
  expect(trusting({ Service: 'ec2.amazonaws.com' })).toBe('no match');
  expect(trusting({ AWS: lambda.accountId })).toBe('no match');
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:PutObject', 'sqs:*'),
  Resource: fc.constantFrom('*', 'arn:aws:s3:::photos/*', 'arn:aws:s3:::other/*'),
});

test('an explicit deny wins over any allow, in any order', () => {
  const deny = { Effect: 'Deny', Action: 's3:Get*', Resource: '*' };
  fc.assert(
    fc.property(fc.array(statement), fc.nat(), (statements: object[], position) => {
      expect(decide(statements.toSpliced(position % (statements.length + 1), 0, deny))).toBe('explicit deny');
    }),
  );
});

test('nothing is allowed that no statement allows, and what one allows no other takes away but a deny', () => {
  fc.assert(
    fc.property(fc.array(statement), (statements) => {
      const each = statements.map((one) => decide(one));
      const expected = each.includes('explicit deny')
        ? 'explicit deny'
        : each.includes('allow')
          ? 'allow'
          : 'no match';
      expect(decide(statements)).toBe(expected);
    }),
  );
});
