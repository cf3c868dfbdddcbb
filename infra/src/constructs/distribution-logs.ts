import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery/index.js';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination/index.js';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Who looked stays out: no address, no browser, no cookie, no query. The provider cannot change the fields of a delivery
 * that is there (hashicorp/terraform-provider-aws#46108): a change here needs a new name below.
 */
const recordFields = [
  'date',
  'time',
  'x-edge-location',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'cs-protocol',
  'cs-protocol-version',
  'sc-status',
  'sc-bytes',
  'sc-content-type',
  'sc-range-start',
  'sc-range-end',
  'time-taken',
  'time-to-first-byte',
  'x-edge-request-id',
  'x-edge-result-type',
  'x-edge-response-result-type',
  'x-edge-detailed-result-type',
];

export interface DistributionLogsProps {
  readonly prefix: string;
  readonly distributionArn: string;
  readonly logDays: number;
  /** Of us-east-1, where CloudFront's log deliveries are made; left out, the stack's own. */
  readonly provider?: TerraformProvider;
}

/** CloudFront's standard logging (v2) into CloudWatch Logs; the older one needs a bucket with ACLs. */
export class DistributionLogs extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, props: DistributionLogsProps) {
    super(scope, id);
    const { prefix, distributionArn, logDays, ...provider } = props;
    const name = `${prefix}-pictures`;
    const group = new CloudwatchLogGroup(this, 'group', {
      ...provider,
      // The policy that lets the service write is AWS's own for groups below this name.
      name: `/aws/vendedlogs/${name}`,
      retentionInDays: logDays,
    });
    const source = new CloudwatchLogDeliverySource(this, 'source', {
      ...provider,
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, 'destination', {
      ...provider,
      name,
      outputFormat: 'json',
      deliveryDestinationConfiguration: [{ destinationResourceArn: group.arn }],
    });
    new CloudwatchLogDelivery(this, 'delivery', {
      ...provider,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields,
    });
    this.groupName = group.name;
  }
}
