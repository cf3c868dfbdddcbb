export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: string }[];

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface SecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
  readonly Projection: {
    readonly ProjectionType?: string | undefined;
    readonly NonKeyAttributes?: readonly string[] | undefined;
  };
  readonly IndexArn: string;
  readonly IndexSizeBytes: number;
  readonly ItemCount: number;
}

export interface GlobalSecondaryIndex extends SecondaryIndex {
  readonly IndexStatus: string;
  readonly ProvisionedThroughput: Throughput & { readonly NumberOfDecreasesToday: number };
  readonly OnDemandThroughput?: Readonly<Record<string, unknown>> | undefined;
  readonly WarmThroughput: Readonly<Record<string, unknown>>;
}

/** DescribeTable's response. Source: DynamoDB API, TableDescription. */
export interface TableDescription {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableId: string;
  /** Seconds since 1970. */
  readonly CreationDateTime: number;
  readonly TableStatus: string;
  readonly KeySchema: KeySchema;
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly ProvisionedThroughput: Throughput & { readonly NumberOfDecreasesToday: number };
  readonly BillingModeSummary?: {
    readonly BillingMode: string;
    readonly LastUpdateToPayPerRequestDateTime?: number;
  };
  readonly LocalSecondaryIndexes?: readonly SecondaryIndex[];
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType: string };
  readonly LatestStreamArn?: string;
  readonly LatestStreamLabel?: string;
  readonly SSEDescription?: Readonly<Record<string, unknown>>;
  readonly TableClassSummary?: { readonly TableClass: string };
  readonly OnDemandThroughput?: Readonly<Record<string, unknown>>;
  readonly WarmThroughput: Readonly<Record<string, unknown>>;
  readonly DeletionProtectionEnabled: boolean;
  readonly ItemCount: number;
  readonly TableSizeBytes: number;
}

/** A table and what DynamoDB stores about it outside its description. */
export interface Table {
  readonly description: TableDescription;
  readonly tags: Readonly<Record<string, string>>;
  /** The attribute that holds the expiry time, if time to live is enabled. */
  readonly timeToLive?: string;
  readonly pointInTimeRecovery?: {
    /** Seconds since 1970. */
    readonly enabledAt: number;
    readonly recoveryPeriodInDays: number;
  };
}

export function secondaryIndexes(table: TableDescription): readonly SecondaryIndex[] {
  return [...(table.LocalSecondaryIndexes ?? []), ...(table.GlobalSecondaryIndexes ?? [])];
}
