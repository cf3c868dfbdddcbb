import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';

export interface Dashboard {
  readonly name: string;
  /** A JSON document, as it was put. */
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** Dashboards belong to no region. */
export function dashboardArn({ accountId }: Cloud, name: string): string {
  return `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
}

export function noSuchDashboard(name: string): AwsError {
  return new AwsError('ResourceNotFound', `Dashboard ${name} does not exist`, 404);
}
