import type { Cloud } from '../../../cloud/cloud.ts';
import { ValidationError } from '../../../protocol/aws-error.ts';
import type { GlobalSecondaryIndex, TableDescription, Throughput } from './table.ts';
import type { GlobalSecondaryIndexInput, TableSettings } from './table-input.ts';

const noThroughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

// What AWS reports for a new on-demand table.
const onDemandWarmth = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };

/** Applies the settings that CreateTable and UpdateTable share, except streams. */
export function applySettings(
  table: TableDescription,
  settings: TableSettings,
  cloud: Cloud,
): TableDescription {
  const { OnDemandThroughput, TableClass, DeletionProtectionEnabled, SSESpecification } = settings;
  const billed = applyBilling(table, settings, cloud);
  const { SSEDescription: _before, ...unencrypted } = billed;
  const encrypted =
    SSESpecification === undefined
      ? billed
      : SSESpecification.Enabled
        ? { ...billed, SSEDescription: encryption(SSESpecification, cloud) }
        : unencrypted;
  return {
    ...encrypted,
    WarmThroughput: warmth(encrypted, settings.WarmThroughput),
    ...(OnDemandThroughput ? { OnDemandThroughput } : {}),
    ...(TableClass ? { TableClassSummary: { TableClass } } : {}),
    ...(DeletionProtectionEnabled === undefined ? {} : { DeletionProtectionEnabled }),
  };
}

function applyBilling(table: TableDescription, settings: TableSettings, cloud: Cloud): TableDescription {
  const current = table.BillingModeSummary?.BillingMode ?? 'PROVISIONED';
  const mode = settings.BillingMode ?? current;
  if (mode === 'PAY_PER_REQUEST' && settings.ProvisionedThroughput)
    throw new ValidationError(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  const now = cloud.now().getTime() / 1000;
  const summary =
    mode === current
      ? table.BillingModeSummary
      : {
          ...table.BillingModeSummary,
          BillingMode: mode,
          ...(mode === 'PAY_PER_REQUEST' ? { LastUpdateToPayPerRequestDateTime: now } : {}),
        };
  const units: Throughput =
    mode === 'PAY_PER_REQUEST'
      ? noThroughput
      : (settings.ProvisionedThroughput ?? table.ProvisionedThroughput);
  return {
    ...table,
    ...(summary ? { BillingModeSummary: summary } : {}),
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...units },
    ...(mode === 'PAY_PER_REQUEST' && table.GlobalSecondaryIndexes
      ? {
          GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map((index) => ({
            ...index,
            ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...noThroughput },
          })),
        }
      : {}),
  };
}

export function newGlobalIndex(tableArn: string, input: GlobalSecondaryIndexInput): GlobalSecondaryIndex {
  const { ProvisionedThroughput, WarmThroughput, OnDemandThroughput, ...index } = input;
  const units = { NumberOfDecreasesToday: 0, ...(ProvisionedThroughput ?? noThroughput) };
  return {
    ...index,
    ...(OnDemandThroughput ? { OnDemandThroughput } : {}),
    IndexArn: `${tableArn}/index/${input.IndexName}`,
    IndexStatus: 'ACTIVE',
    IndexSizeBytes: 0,
    ItemCount: 0,
    ProvisionedThroughput: units,
    WarmThroughput: warmth({ ProvisionedThroughput: units }, WarmThroughput),
  };
}

function warmth(
  target: { ProvisionedThroughput: Throughput; WarmThroughput?: Readonly<Record<string, unknown>> },
  wanted: TableSettings['WarmThroughput'],
): Readonly<Record<string, unknown>> {
  const { ReadCapacityUnits, WriteCapacityUnits } = target.ProvisionedThroughput;
  const usual =
    ReadCapacityUnits === 0
      ? onDemandWarmth
      : { ReadUnitsPerSecond: ReadCapacityUnits, WriteUnitsPerSecond: WriteCapacityUnits };
  return { ...usual, ...target.WarmThroughput, ...wanted, Status: 'ACTIVE' };
}

function encryption(specification: NonNullable<TableSettings['SSESpecification']>, cloud: Cloud) {
  const key = specification.KMSMasterKeyId ?? 'alias/aws/dynamodb';
  return {
    Status: 'ENABLED',
    SSEType: specification.SSEType ?? 'KMS',
    KMSMasterKeyArn: key.startsWith('arn:')
      ? key
      : `arn:aws:kms:${cloud.region}:${cloud.accountId}:${key.startsWith('alias/') ? key : `key/${key}`}`,
  };
}
