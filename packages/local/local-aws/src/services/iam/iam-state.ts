import { randomBytes } from 'node:crypto';
import { parsePolicy } from '../../auth/policy/document.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { isJson } from '../../protocol/is-json.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What roles and users have in common. */
export interface Principal {
  readonly name: string;
  readonly path: string;
  /** `AROA…` for a role, `AIDA…` for a user. */
  readonly id: string;
  readonly arn: string;
  readonly createdAt: string;
  readonly tags: readonly Tag[];
  /** Inline policies by name: JSON documents. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface Role extends Principal {
  readonly trustPolicy: string;
  readonly description: string;
  readonly maxSessionDuration: number;
}

export type User = Principal;

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly createdAt: string;
  readonly tags: readonly Tag[];
  /** Oldest first, five at most. */
  readonly versions: readonly PolicyVersion[];
  readonly defaultVersionId: string;
  /** The number ever created: no number is used twice. */
  readonly versionsMade: number;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdAt: string;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userName: string;
  readonly createdAt: string;
}

export interface IamState {
  readonly roles: Collection<Role>;
  readonly users: Collection<User>;
  readonly policies: Collection<ManagedPolicy>;
  /** By access key id. */
  readonly accessKeys: Collection<AccessKey>;
}

/** IAM does not repeat values in errors, because they may be secrets. */
export const operation = operationsOf<IamState>({
  refuseInput: modelFault('ValidationError', { secret: true }),
});

export function openIamState({ storage }: Cloud): IamState {
  return {
    roles: storage.collection('iam/roles'),
    users: storage.collection('iam/users'),
    policies: storage.collection('iam/policies'),
    accessKeys: storage.collection('iam/access-keys'),
  };
}

/** IAM's unique identifiers: a prefix for the kind and 17 characters. */
export function uniqueId(prefix: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + [...randomBytes(17)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

export function arnOf(cloud: Cloud, kind: 'role' | 'user' | 'policy', path: string, name: string): string {
  return `arn:aws:iam::${cloud.accountId}:${kind}${path}${name}`;
}

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, 404);
}

export function entityExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExists', message, 409);
}

/** Policies are returned percent-encoded (RFC 3986), as in IAM. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Throws MalformedPolicyDocument. */
export function checkDocument(document: string): string {
  try {
    parsePolicy(document);
  } catch {
    throw new AwsError(
      'MalformedPolicyDocument',
      isJson(document) ? 'Syntax errors in policy.' : 'This policy contains invalid Json',
      400,
    );
  }
  return document;
}
