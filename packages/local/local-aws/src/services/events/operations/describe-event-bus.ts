import { z } from 'zod';
import { busArn, busNameOf } from '../arn.ts';
import { busDocument } from '../bus.ts';
import { findBus, operation } from '../events-state.ts';
import { busNameOrArn } from '../input.ts';

export const describeEventBus = operation({
  name: 'DescribeEventBus',
  input: z.strictObject({ Name: busNameOrArn.optional() }),
  resource: ({ Name }, { cloud }) => busArn(cloud, busNameOf(cloud, Name)),
  run: ({ Name }, { cloud, state }) => busDocument(findBus({ cloud, state }, Name)),
});
