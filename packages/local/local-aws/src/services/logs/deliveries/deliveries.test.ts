import {
  CreateDeliveryCommand,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliverySourceCommand,
  DescribeDeliveriesCommand,
  GetDeliveryCommand,
  GetDeliveryDestinationCommand,
  GetDeliverySourceCommand,
  ListTagsForResourceCommand,
  PutDeliveryDestinationCommand,
  PutDeliverySourceCommand,
  TagResourceCommand,
  UpdateDeliveryConfigurationCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { logGroupName, startLogs } from '../testing/start-logs.ts';

const resourceArn = 'arn:aws:cloudfront::000000000000:distribution/E1';
const destinationResourceArn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
const source = { name: 'pictures', resourceArn, logType: 'ACCESS_LOGS' };
const destination = {
  name: 'pictures',
  outputFormat: 'json',
  deliveryDestinationConfiguration: { destinationResourceArn },
} as const;
const delivery = {
  deliverySourceName: 'pictures',
  deliveryDestinationArn: 'arn:aws:logs:us-east-1:000000000000:delivery-destination:pictures',
  recordFields: ['date', 'sc-status'],
};

async function startDelivery() {
  const { logs } = await startLogs();
  await logs.send(new PutDeliverySourceCommand({ ...source, tags: { stage: 'test' } }));
  await logs.send(new PutDeliveryDestinationCommand(destination));
  const { delivery: made } = await logs.send(new CreateDeliveryCommand(delivery));
  return { logs, id: made?.id ?? '' };
}

test('a delivery, its source and its destination are read as they were made', async () => {
  const { logs, id } = await startDelivery();
  expect((await logs.send(new GetDeliverySourceCommand({ name: 'pictures' }))).deliverySource).toEqual({
    name: 'pictures',
    arn: 'arn:aws:logs:us-east-1:000000000000:delivery-source:pictures',
    resourceArns: [resourceArn],
    service: 'cloudfront',
    logType: 'ACCESS_LOGS',
    tags: { stage: 'test' },
  });
  const got = await logs.send(new GetDeliveryDestinationCommand({ name: 'pictures' }));
  expect(got.deliveryDestination).toMatchObject({ ...destination, deliveryDestinationType: 'CWL' });
  expect((await logs.send(new GetDeliveryCommand({ id }))).delivery).toMatchObject({ ...delivery, id });

  const recordFields = ['date', 'time'];
  await logs.send(new UpdateDeliveryConfigurationCommand({ id, recordFields }));
  const { deliveries } = await logs.send(new DescribeDeliveriesCommand({}));
  expect(deliveries).toMatchObject([{ id, recordFields }]);
});

test('what a delivery joins cannot be deleted before it', async () => {
  const { logs, id } = await startDelivery();
  const parts = [
    new DeleteDeliverySourceCommand({ name: 'pictures' }),
    new DeleteDeliveryDestinationCommand({ name: 'pictures' }),
  ] as const;
  await expect(logs.send(parts[0])).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(logs.send(parts[1])).rejects.toMatchObject({ name: 'ConflictException' });
  await logs.send(new DeleteDeliveryCommand({ id }));
  await logs.send(parts[0]);
  await logs.send(parts[1]);
  await expect(logs.send(new GetDeliveryCommand({ id }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a distribution has one source, a source and a destination have one delivery', async () => {
  const { logs } = await startDelivery();
  const other = new PutDeliverySourceCommand({ ...source, name: 'other' });
  await expect(logs.send(other)).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(logs.send(new CreateDeliveryCommand(delivery))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

test('what is not there, and fields that CloudFront does not have, are refused', async () => {
  const { logs } = await startLogs();
  await expect(logs.send(new CreateDeliveryCommand(delivery))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const nowhere = { destinationResourceArn: `${destinationResourceArn}-2` };
  await expect(
    logs.send(
      new PutDeliveryDestinationCommand({ ...destination, deliveryDestinationConfiguration: nowhere }),
    ),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await logs.send(new PutDeliverySourceCommand(source));
  await logs.send(new PutDeliveryDestinationCommand(destination));
  await expect(
    logs.send(new CreateDeliveryCommand({ ...delivery, recordFields: ['colour'] })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

test('sources, destinations and deliveries have tags, by their ARNs', async () => {
  const { logs, id } = await startDelivery();
  for (const [kind, name, before] of [
    ['delivery-source', 'pictures', { stage: 'test' }],
    ['delivery-destination', 'pictures', {}],
    ['delivery', id, {}],
  ] as const) {
    const arn = `arn:aws:logs:us-east-1:000000000000:${kind}:${name}`;
    await logs.send(new TagResourceCommand({ resourceArn: arn, tags: { team: 'a' } }));
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    expect(tags).toEqual({ ...before, team: 'a' });
  }
});
