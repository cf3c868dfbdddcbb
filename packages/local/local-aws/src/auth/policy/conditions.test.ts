import { describe, expect, test } from 'vitest';
import { conditionsHold } from './conditions.ts';

const context = new Map<string, readonly string[]>([
  ['s3:prefix', ['photos/2026']],
  ['aws:sourcearn', ['arn:aws:s3:::photos']],
  ['aws:securetransport', ['true']],
  ['aws:sourceip', ['127.0.0.1']],
  ['s3:max-keys', ['10']],
  ['aws:currenttime', ['2026-08-22T12:00:00.000Z']],
  ['aws:tagkeys', ['stage', 'team']],
]);

describe('a condition', () => {
  test.each([
    [{ StringEquals: { 's3:prefix': ['other', 'photos/2026'] } }, true],
    [{ StringEquals: { 'S3:Prefix': ['photos/2026'] } }, true],
    [{ StringEquals: { 's3:prefix': ['Photos/2026'] } }, false],
    [{ StringEqualsIgnoreCase: { 's3:prefix': ['Photos/2026'] } }, true],
    [{ StringLike: { 's3:prefix': ['photos/*'] } }, true],
    [{ StringNotLike: { 's3:prefix': ['photos/*'] } }, false],
    [{ StringNotEquals: { 's3:prefix': ['a', 'b'] } }, true],
    [{ ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::*'] } }, true],
    [{ ArnNotEquals: { 'aws:SourceArn': ['arn:aws:s3:::photos'] } }, false],
    [{ Bool: { 'aws:SecureTransport': ['false'] } }, false],
    [{ NumericLessThanEquals: { 's3:max-keys': ['10'] } }, true],
    [{ NumericGreaterThan: { 's3:max-keys': ['10'] } }, false],
    [{ DateLessThan: { 'aws:CurrentTime': ['2026-08-22T13:00:00Z'] } }, true],
    [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } }, true],
    [{ NotIpAddress: { 'aws:SourceIp': ['127.0.0.1'] } }, false],
    [{ Null: { 'aws:SourceArn': ['false'] } }, true],
    [{ Null: { 'aws:SourceVpc': ['true'] } }, true],
    [{ StringEquals: { 'aws:SourceVpc': ['vpc-1'] } }, false],
    [{ StringNotEquals: { 'aws:SourceVpc': ['vpc-1'] } }, true],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': ['vpc-1'] } }, true],
    [{ StringEqualsIfExists: { 's3:prefix': ['other'] } }, false],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, false],
    [{ 'ForAllValues:StringLike': { 'aws:TagKeys': ['team', 's*'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': ['o'] } }, false],
    [{ Bool: { 'aws:SecureTransport': ['true'] }, StringLike: { 's3:prefix': ['x'] } }, false],
  ])('%j: %s', (condition, expected) => {
    expect(conditionsHold(condition, context, false)).toBe(expected);
  });

  test.each(['StringIs', 'constructor'])(
    'with %s, an operator that IAM does not have, is an error, for a Deny must not be ignored',
    (operator) => {
      expect(() => conditionsHold({ [operator]: { 's3:prefix': ['a'] } }, context, false)).toThrow(operator);
    },
  );
});
