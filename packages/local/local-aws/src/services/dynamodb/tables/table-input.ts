import { z } from 'zod';

/** Members shared by CreateTable and UpdateTable. Source: DynamoDB API. */
export const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.string() }));
export const attributeDefinitions = z.array(
  z.strictObject({ AttributeName: z.string().min(1).max(255), AttributeType: z.enum(['S', 'N', 'B']) }),
);
export const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string()).optional(),
});
export const throughput = z.strictObject({
  ReadCapacityUnits: z.number().int().min(1),
  WriteCapacityUnits: z.number().int().min(1),
});
export const onDemandThroughput = z.strictObject({
  MaxReadRequestUnits: z.number().optional(),
  MaxWriteRequestUnits: z.number().optional(),
});
export const warmThroughput = z.strictObject({
  ReadUnitsPerSecond: z.number().optional(),
  WriteUnitsPerSecond: z.number().optional(),
});

export const globalSecondaryIndex = z.strictObject({
  IndexName: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+'),
  KeySchema: keySchema,
  Projection: projection,
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
  WarmThroughput: warmThroughput.optional(),
});

/** What both operations set in the same way. */
export const tableSettings = z.strictObject({
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
  WarmThroughput: warmThroughput.optional(),
  StreamSpecification: z
    .strictObject({
      StreamEnabled: z.boolean(),
      StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']).optional(),
    })
    .optional(),
  SSESpecification: z
    .strictObject({
      Enabled: z.boolean().optional(),
      SSEType: z.string().optional(),
      KMSMasterKeyId: z.string().optional(),
    })
    .optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
});

export type TableSettings = z.infer<typeof tableSettings>;
export type GlobalSecondaryIndexInput = z.infer<typeof globalSecondaryIndex>;
