import { S3Client } from '@aws-sdk/client-s3';
import { session } from '@darkroom/localstack-client';
import type { Auth } from '@darkroom/pipeline-config';
import { inject } from 'vitest';
import type { Gaps } from './ability.ts';

/** A deployed stack under test; the suite asserts the same of all of them. */
export interface Target {
  readonly name: 'embedded' | 'localstack' | 'aws';
  /** Absent on AWS, where the SDK finds the endpoints itself. */
  readonly endpoint?: string;
  readonly region: string;
  /** How its API identifies its callers. */
  readonly auth: Auth['mode'];
  readonly gaps: Gaps;
  readonly apiUrl: string;
  readonly deliveryUrl: string;
  readonly originalsBucket: string;
  readonly variantsBucket: string;
  readonly overlaysBucket: string;
  readonly tableName: string;
  readonly processUploadFunction: string;
  readonly recordFailureFunction: string;
  readonly imagesApiFunction: string;
  readonly publishChangesFunction: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    target: Target;
  }
}

export const target = inject('target');

/** An SDK client for the target: with the endpoint of local-aws or LocalStack; for AWS by the SDK's own rules. */
export function client<Class extends new (configuration: { region: string }) => object>(
  clientClass: Class,
): InstanceType<Class> {
  const { endpoint, region } = target;
  if (endpoint !== undefined) return session({ endpoint, region }).client(clientClass);
  return new clientClass({ region }) as InstanceType<Class>;
}

export const s3 = client(S3Client);
