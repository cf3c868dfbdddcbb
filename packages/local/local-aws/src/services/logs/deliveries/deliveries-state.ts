import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Collection } from '../../../storage/collection.ts';

/** What sends logs. */
export interface DeliverySource {
  readonly name: string;
  readonly resourceArn: string;
  readonly logType: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where logs go. */
export interface DeliveryDestination {
  readonly name: string;
  readonly outputFormat?: string | undefined;
  readonly destinationResourceArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A source and a destination that belong together. */
export interface Delivery {
  readonly id: string;
  readonly deliverySourceName: string;
  readonly deliveryDestinationArn: string;
  readonly recordFields: readonly string[];
  readonly fieldDelimiter: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeliveriesState {
  readonly sources: Collection<DeliverySource>;
  readonly destinations: Collection<DeliveryDestination>;
  readonly deliveries: Collection<Delivery>;
}

export function openDeliveriesState({ storage }: Cloud): DeliveriesState {
  return {
    sources: storage.collection('logs/delivery-sources'),
    destinations: storage.collection('logs/delivery-destinations'),
    deliveries: storage.collection('logs/deliveries'),
  };
}

export type DeliveryKind = 'delivery-source' | 'delivery-destination' | 'delivery';

export function deliveryArn({ region, accountId }: Cloud, kind: DeliveryKind, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:${kind}:${name}`;
}

/** Throws ResourceNotFoundException. */
export async function found<T>(thing: Promise<T | undefined>, what: string): Promise<T> {
  const value = await thing;
  if (value === undefined)
    throw new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
  return value;
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** Throws ConflictException for what a delivery still uses. */
export async function checkUnused(
  { deliveries }: DeliveriesState,
  isUsedBy: (delivery: Delivery) => boolean,
  what: string,
): Promise<void> {
  for await (const [, delivery] of deliveries.entries())
    if (isUsedBy(delivery))
      throw conflict(`Cannot delete the ${what}, because the delivery ${delivery.id} is associated with it.`);
}

export function describeSource({ name, resourceArn, logType, tags }: DeliverySource, cloud: Cloud) {
  return {
    name,
    arn: deliveryArn(cloud, 'delivery-source', name),
    resourceArns: [resourceArn],
    service: 'cloudfront',
    logType,
    ...tagged(tags),
  };
}

export function describeDestination(destination: DeliveryDestination, cloud: Cloud) {
  const { name, outputFormat, destinationResourceArn, tags } = destination;
  return {
    name,
    arn: deliveryArn(cloud, 'delivery-destination', name),
    deliveryDestinationType: 'CWL',
    ...(outputFormat === undefined ? {} : { outputFormat }),
    deliveryDestinationConfiguration: { destinationResourceArn },
    ...tagged(tags),
  };
}

export function describeDelivery({ tags, ...delivery }: Delivery, cloud: Cloud) {
  return {
    ...delivery,
    arn: deliveryArn(cloud, 'delivery', delivery.id),
    deliveryDestinationType: 'CWL',
    ...tagged(tags),
  };
}

function tagged(tags: Readonly<Record<string, string>>) {
  return Object.keys(tags).length === 0 ? {} : { tags };
}
