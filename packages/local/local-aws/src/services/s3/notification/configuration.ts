import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { invalidArgument, notImplemented } from '../errors.ts';
import type { Bucket } from '../storage/buckets.ts';
import { element, parseXml, repeated, writeXml } from '../wire/xml.ts';
import type { EventName } from './event.ts';

/** A service that receives events, and the elements of its configurations. */
const destinations = {
  sns: { configuration: 'TopicConfiguration', arn: 'Topic' },
  sqs: { configuration: 'QueueConfiguration', arn: 'Queue' },
  lambda: { configuration: 'CloudFunctionConfiguration', arn: 'CloudFunction' },
} as const;

type Destination = keyof typeof destinations;

/** One destination of a bucket's notifications. */
export interface NotificationRule {
  readonly id: string;
  readonly destination: { readonly service: Destination; readonly arn: string };
  /** Event types such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

const supportedEvents = [
  's3:ObjectCreated:*',
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
  's3:ObjectRemoved:*',
  's3:ObjectRemoved:Delete',
  's3:ObjectRemoved:DeleteMarkerCreated',
];

/** Event types that S3 has and local-aws never sends. */
const otherEvents =
  /^s3:(IntelligentTiering|LifecycleExpiration|LifecycleTransition|Object(Acl|Restore|Tagging)|ReducedRedundancyLostObject|Replication)(:|$)/;

const rule = {
  Id: z.string().max(255).optional(),
  Event: repeated(z.string()),
  Filter: element({
    S3Key: element({
      FilterRule: repeated(element({ Name: z.string(), Value: z.string() })),
    }).optional(),
  }).optional(),
};
const document = element({
  CloudFunctionConfiguration: repeated(element({ ...rule, CloudFunction: z.string() })),
  QueueConfiguration: repeated(element({ ...rule, Queue: z.string() })),
  TopicConfiguration: repeated(element({ ...rule, Topic: z.string() })),
  EventBridgeConfiguration: z.unknown().optional(),
});
type ParsedRule = z.output<typeof document>['QueueConfiguration'][number];

export function parseNotificationConfiguration(xml: string): NotificationRule[] {
  const parsed = parseXml(xml, 'NotificationConfiguration', document);
  if (parsed.EventBridgeConfiguration !== undefined) throw notImplemented('EventBridgeConfiguration');
  return [
    ...parsed.TopicConfiguration.map((one) => toRule(one, { service: 'sns', arn: one.Topic })),
    ...parsed.QueueConfiguration.map((one) => toRule(one, { service: 'sqs', arn: one.Queue })),
    ...parsed.CloudFunctionConfiguration.map((one) =>
      toRule(one, { service: 'lambda', arn: one.CloudFunction }),
    ),
  ];
}

/** The document that GET answers, with the ids that S3 gave to rules without one. */
export function writeNotificationConfiguration(rules: readonly NotificationRule[]): string {
  const written = (service: Destination) =>
    rules
      .filter(({ destination }) => destination.service === service)
      .map(({ id, destination, events, prefix, suffix }) => {
        const filters = [
          ...(prefix === '' ? [] : [{ Name: 'Prefix', Value: prefix }]),
          ...(suffix === '' ? [] : [{ Name: 'Suffix', Value: suffix }]),
        ];
        return {
          Id: id,
          [destinations[service].arn]: destination.arn,
          Event: events,
          ...(filters.length > 0 ? { Filter: { S3Key: { FilterRule: filters } } } : {}),
        };
      });
  const services = ['sns', 'sqs', 'lambda'] as const;
  return writeXml(
    'NotificationConfiguration',
    Object.fromEntries(services.map((service) => [destinations[service].configuration, written(service)])),
  );
}

/** The rules of a bucket that match an event on a key. */
export function matchingRules(bucket: Bucket, eventName: EventName, key: string): NotificationRule[] {
  const stored = bucket.configuration.notification;
  if (!stored) return [];
  const event = `s3:${eventName}`;
  return parseNotificationConfiguration(stored.document).filter(
    ({ events, prefix, suffix }) =>
      events.some((pattern) => coversEvent(pattern, event)) && key.startsWith(prefix) && key.endsWith(suffix),
  );
}

/** Whether `pattern` is the event or its family, `s3:ObjectCreated:*`. */
export function coversEvent(pattern: string, event: string): boolean {
  return pattern === event || (pattern.endsWith(':*') && event.startsWith(pattern.slice(0, -1)));
}

function toRule(
  parsed: Omit<ParsedRule, 'Queue'>,
  destination: NotificationRule['destination'],
): NotificationRule {
  const unknown = parsed.Event.find((event) => !supportedEvents.includes(event));
  if (unknown !== undefined && otherEvents.test(unknown)) throw notImplemented(unknown);
  if (unknown !== undefined || parsed.Event.length === 0) {
    throw invalidArgument('The event is not supported for notifications', 'Event', unknown ?? '');
  }
  const { service, arn } = destination;
  if (arn.split(':')[2] !== service) throw invalidArgument('The ARN could not be parsed', 'Arn', arn);
  const filters = parsed.Filter?.S3Key?.FilterRule ?? [];
  const names = filters.map(({ Name }) => Name.toLowerCase());
  if (names.some((name) => name !== 'prefix' && name !== 'suffix')) {
    throw invalidArgument(
      'filter rule name must be either prefix or suffix',
      'FilterRule.Name',
      names.join(),
    );
  }
  if (new Set(names).size !== names.length) {
    throw invalidArgument(
      'Cannot specify more than one prefix or suffix rule in a filter.',
      'Filter',
      names.join(),
    );
  }
  const filterValue = (name: string) => filters[names.indexOf(name)]?.Value ?? '';
  return {
    id: parsed.Id || randomBytes(18).toString('base64url'),
    destination,
    events: parsed.Event,
    prefix: filterValue('prefix'),
    suffix: filterValue('suffix'),
  };
}
