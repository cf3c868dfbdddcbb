import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { modelFault } from '../../protocol/model-fault.ts';
import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import { type DeliveriesState, openDeliveriesState } from './deliveries/deliveries-state.ts';
import { type MetricFilterStore, openMetricFilters } from './metric-filters/metric-filter-store.ts';

export interface LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly retentionDays?: number;
  /** A key's ARN. */
  readonly kmsKeyId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LogStream {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestedAt?: number;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** Names have no NUL, so it separates the parts of keys and sorts before everything else. */
export interface LogsState extends DeliveriesState {
  readonly metricFilters: MetricFilterStore;
  readonly groups: Collection<LogGroup>;
  /** Key: group, stream. */
  readonly streams: Collection<LogStream>;
  /** Key: group, stream, `eventPosition`. */
  readonly events: Collection<LogEvent>;
}

export const operation = operationsOf<LogsState>({ refuseInput: modelFault('InvalidParameterException') });

export async function openLogsState(cloud: Cloud): Promise<LogsState> {
  const { storage } = cloud;
  return {
    ...openDeliveriesState(cloud),
    metricFilters: await openMetricFilters(cloud),
    groups: storage.collection('logs/groups'),
    streams: storage.collection('logs/streams'),
    events: storage.collection('logs/events'),
  };
}

export const key = (...parts: string[]) => parts.join('\0');

/** All keys that begin with these parts. */
export const under = (...parts: string[]) => ({ gt: `${key(...parts)}\0`, lt: `${key(...parts)}\u0001` });

export function groupArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

interface GroupInput {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** IAM's resource of an operation on a group or a stream of it. */
export function groupResource(input: GroupInput, { cloud }: { readonly cloud: Cloud }): string {
  return `${groupArn(cloud, groupNameIn(input, cloud))}:*`;
}

/** Newer operations take a name or an ARN. Throws ResourceNotFoundException, as `groupNameOf` does. */
export function groupNameIn({ logGroupName, logGroupIdentifier = '' }: GroupInput, cloud: Cloud): string {
  if (logGroupName !== undefined) return logGroupName;
  return logGroupIdentifier.startsWith('arn:') ? groupNameOf(logGroupIdentifier, cloud) : logGroupIdentifier;
}

/** Throws ResourceNotFoundException for the ARN of another region or account: nothing is known of it here. */
export function groupNameOf(arn: string, cloud: Cloud): string {
  const own = groupArn(cloud, '');
  if (!arn.startsWith(own)) throw notFound('log group');
  return arn.slice(own.length).replace(/:\*$/, '');
}

export function notFound(what: 'log group' | 'log stream'): AwsError {
  return new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
}

export function alreadyExists(what: 'log group' | 'log stream'): AwsError {
  return new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);
}

/** Throws ResourceNotFoundException. */
export async function findGroup(state: LogsState, name: string): Promise<LogGroup> {
  const group = await state.groups.get(name);
  if (!group) throw notFound('log group');
  return group;
}
