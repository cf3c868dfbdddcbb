import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { busArn } from '../arn.ts';
import { operation } from '../events-state.ts';
import { busName, description, tagList, tagRecord } from '../input.ts';

export const createEventBus = operation({
  name: 'CreateEventBus',
  input: z.strictObject({
    Name: busName,
    Description: description.optional(),
    Tags: tagList.default([]),
    DeadLetterConfig: notServed,
    EventSourceName: notServed,
    KmsKeyIdentifier: notServed,
    LogConfig: notServed,
  }),
  resource: ({ Name }, { cloud }) => busArn(cloud, Name),
  async run({ Name, Description, Tags }, { cloud, state }) {
    const arn = busArn(cloud, Name);
    if (state.buses.has(arn))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    const now = cloud.now().getTime();
    await state.saveBus({
      name: Name,
      arn,
      description: Description,
      createdAt: now,
      modifiedAt: now,
      tags: tagRecord(Tags),
    });
    return { EventBusArn: arn, Description };
  },
});
