import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { deployEmbedded } from './deploy-embedded.ts';

/** A reference in Terraform's syntax. */
const ref = (expression: string) => `$\{${expression}}`;
const resourceArn = 'arn:aws:cloudfront::000000000000:distribution/E1';
const groupName = '/aws/vendedlogs/pictures';

const stackWith = (recordFields: string[]) => ({
  provider: { aws: [{ region: 'us-east-1' }] },
  resource: {
    aws_cloudwatch_log_group: { group: { name: groupName, retention_in_days: 7 } },
    aws_cloudwatch_log_delivery_source: {
      source: { name: 'pictures', log_type: 'ACCESS_LOGS', resource_arn: resourceArn },
    },
    aws_cloudwatch_log_delivery_destination: {
      destination: {
        name: 'pictures',
        output_format: 'json',
        delivery_destination_configuration: [
          { destination_resource_arn: ref('aws_cloudwatch_log_group.group.arn') },
        ],
      },
    },
    aws_cloudwatch_log_delivery: {
      delivery: {
        delivery_source_name: ref('aws_cloudwatch_log_delivery_source.source.name'),
        delivery_destination_arn: ref('aws_cloudwatch_log_delivery_destination.destination.arn'),
        record_fields: recordFields,
      },
    },
  },
});

test('a delivery of logs with its source and destination is made, and brought to what a later stack says', async () => {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const { endpoint, region } = cloud;
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-logs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stackFile = join(folder, 'stack.json');
  const { logs, destroy } = createClients(endpoint, region);
  onTestFinished(destroy);
  for (const recordFields of [['date'], ['date', 'sc-status']]) {
    await writeFile(stackFile, JSON.stringify(stackWith(recordFields)));
    await deployEmbedded({ stackFile, endpoint, region });
    const { deliveries } = await logs.send(new DescribeDeliveriesCommand({}));
    expect(deliveries).toMatchObject([{ deliverySourceName: 'pictures', recordFields }]);
  }
  const { deliverySources } = await logs.send(new DescribeDeliverySourcesCommand({}));
  expect(deliverySources).toMatchObject([{ logType: 'ACCESS_LOGS', resourceArns: [resourceArn] }]);
  const { deliveryDestinations } = await logs.send(new DescribeDeliveryDestinationsCommand({}));
  expect(deliveryDestinations).toMatchObject([
    {
      deliveryDestinationConfiguration: {
        destinationResourceArn: expect.stringMatching(`${groupName}(:\\*)?$`),
      },
    },
  ]);
});
