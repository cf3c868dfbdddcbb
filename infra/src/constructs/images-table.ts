import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import { keyAttributes, tableIndexes, tableSchema } from '@darkroom/catalog/schema';
import { Construct } from 'constructs';

export interface ImagesTableProps {
  readonly name: string;
  /** Lets Terraform delete the table with its contents. */
  readonly disposable: boolean;
}

/** The catalog's table: billed on demand, restorable to any second of the last 35 days, with a stream of its changes. */
export class ImagesTable extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: ImagesTableProps) {
    super(scope, id);
    const { partitionKey, timeToLive } = tableSchema;
    const table = new DynamodbTable(this, 'table', {
      name: props.name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey,
      attribute: keyAttributes.map((name) => ({ name, type: 'S' })),
      globalSecondaryIndex: tableIndexes.map((index) => ({
        name: index.name,
        hashKey: index.partitionKey,
        rangeKey: index.sortKey,
        projectionType: index.projection,
      })),
      deletionProtectionEnabled: !props.disposable,
      pointInTimeRecovery: { enabled: true },
      streamEnabled: true,
      streamViewType: 'NEW_AND_OLD_IMAGES',
      ttl: { attributeName: timeToLive, enabled: true },
      // DynamoDB makes one index after another, each in minutes.
      timeouts: { update: '3h' },
    });
    this.name = table.name;
    this.arn = table.arn;
    this.streamArn = table.streamArn;
  }
}
