import { expect, test } from 'vitest';
import type { PolicyStatement } from './function-record.ts';
import { permits } from './resource-policy.ts';

const statement: PolicyStatement = {
  Sid: 's3',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: 'arn:aws:lambda:us-east-1:000000000000:function:resize',
  Condition: {
    ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos-*' },
    StringEquals: { 'AWS:SourceAccount': '000000000000' },
  },
};
const call = {
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:resize',
  principal: 's3.amazonaws.com',
  sourceArn: 'arn:aws:s3:::photos-dev',
  sourceAccount: '000000000000',
};

test.each([
  ['the very service, source and account', call, true],
  ['another service', { ...call, principal: 'sns.amazonaws.com' }, false],
  ['another source', { ...call, sourceArn: 'arn:aws:s3:::videos' }, false],
  ['another account', { ...call, sourceAccount: '111111111111' }, false],
])('a statement with conditions and %s', (_, tried, permitted) => {
  expect(permits([statement], tried)).toBe(permitted);
});

test('a statement without conditions is for every source', () => {
  const { Condition: _, ...unconditional } = statement;
  expect(permits([unconditional], { ...call, sourceArn: 'arn:aws:s3:::videos' })).toBe(true);
});

test('one statement that permits is enough, and none is too few', () => {
  const other: PolicyStatement = { ...statement, Principal: { Service: 'sns.amazonaws.com' } };
  expect(permits([other, statement], call)).toBe(true);
  expect(permits([], call)).toBe(false);
});

test('everyone is every service, an account is none', () => {
  expect(permits([{ ...statement, Principal: '*' }], call)).toBe(true);
  const account: PolicyStatement = { ...statement, Principal: { AWS: 'arn:aws:iam::000000000000:root' } };
  expect(permits([account], call)).toBe(false);
});

test('a condition on what the call does not tell does not hold, and another qualifier is another function', () => {
  const withToken = { ...statement, Condition: { StringEquals: { 'lambda:EventSourceToken': 'token' } } };
  expect(permits([withToken], call)).toBe(false);
  const { Condition: _, ...unconditional } = statement;
  expect(permits([unconditional], { ...call, functionArn: `${call.functionArn}:live` })).toBe(false);
});
