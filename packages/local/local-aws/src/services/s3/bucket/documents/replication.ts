import { z } from 'zod';
import { invalidArgument, invalidRequest, malformedXml } from '../../errors.ts';
import { storageClasses } from '../../object/description.ts';
import { requireBucket } from '../../storage/store.ts';
import { element, integer, repeated } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';
import { tag } from './tagging.ts';

const maxRules = 1000;
const status = element({ Status: z.enum(['Enabled', 'Disabled']) });
const minutes = element({ Minutes: z.literal('15') });

const rule = element({
  ID: z.string().max(255).optional(),
  Priority: integer().optional(),
  Prefix: z.string().optional(),
  Filter: element({
    Prefix: z.string().optional(),
    Tag: tag.optional(),
    And: element({ Prefix: z.string().optional(), Tag: repeated(tag) }).optional(),
  }).optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  SourceSelectionCriteria: element({
    SseKmsEncryptedObjects: status.optional(),
    ReplicaModifications: status.optional(),
  }).optional(),
  ExistingObjectReplication: status.optional(),
  Destination: element({
    Bucket: z.string(),
    Account: z.string().optional(),
    StorageClass: z.enum(storageClasses).optional(),
    AccessControlTranslation: element({ Owner: z.literal('Destination') }).optional(),
    EncryptionConfiguration: element({ ReplicaKmsKeyID: z.string().optional() }).optional(),
    ReplicationTime: element({ Status: z.enum(['Enabled', 'Disabled']), Time: minutes }).optional(),
    Metrics: element({
      Status: z.enum(['Enabled', 'Disabled']),
      EventThreshold: minutes.optional(),
    }).optional(),
  }),
  DeleteMarkerReplication: element({ Status: z.enum(['Enabled', 'Disabled']).optional() }).optional(),
});

const replicationConfiguration = element({ Role: z.string().min(1), Rule: repeated(rule) });

/** Nothing is replicated, but both buckets must be such that S3 could replicate. */
export const replication = subResource({
  query: 'replication',
  operation: 'BucketReplication',
  root: 'ReplicationConfiguration',
  schema: replicationConfiguration,
  async check(document, { store, bucket }) {
    const { Rule: rules } = document;
    if (rules.length === 0 || rules.length > maxRules) throw malformedXml();
    for (const one of rules) checkRule(one);
    if ((await requireBucket(store, bucket)).versioning !== 'Enabled') {
      throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    }
    for (const { Destination } of rules) {
      const name = /^arn:aws:s3:::([^/]+)$/.exec(Destination.Bucket)?.[1];
      if (name === undefined) throw invalidArgument('Invalid bucket ARN', 'Bucket', Destination.Bucket);
      if ((await store.buckets.get(name))?.versioning !== 'Enabled')
        throw invalidRequest('Destination bucket must have versioning enabled.');
    }
    return document;
  },
  action: 'ReplicationConfiguration',
  absent: {
    code: 'ReplicationConfigurationNotFoundError',
    message: 'The replication configuration was not found',
  },
  deleteOperation: 'DeleteBucketReplication',
});

function checkRule({ Prefix, Filter, Priority, DeleteMarkerReplication }: z.output<typeof rule>): void {
  if (!Filter) return;
  if (Prefix !== undefined || Object.keys(Filter).length > 1) throw malformedXml();
  // A rule with a filter uses the newer schema, which requires all of these.
  for (const [name, value] of Object.entries({ Priority, DeleteMarkerReplication })) {
    if (value !== undefined) continue;
    throw invalidRequest(
      `${name} must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.`,
    );
  }
}
