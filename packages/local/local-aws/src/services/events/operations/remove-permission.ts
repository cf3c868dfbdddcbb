import { z } from 'zod';
import { busArn } from '../arn.ts';
import { defaultBus } from '../bus.ts';
import { policyOf } from '../bus-policy.ts';
import { findBus, notFound, operation } from '../events-state.ts';
import { busName } from '../input.ts';

export const removePermission = operation({
  name: 'RemovePermission',
  input: z.strictObject({
    EventBusName: busName.default(defaultBus),
    StatementId: z.string().optional(),
    RemoveAllPermissions: z.boolean().optional(),
  }),
  resource: ({ EventBusName }, { cloud }) => busArn(cloud, EventBusName),
  async run({ EventBusName, StatementId, RemoveAllPermissions = false }, { cloud, state }) {
    const bus = findBus({ cloud, state }, EventBusName);
    const before = policyOf(bus);
    const rest = RemoveAllPermissions ? [] : before.Statement.filter(({ Sid }) => Sid !== StatementId);
    if (!RemoveAllPermissions && rest.length === before.Statement.length)
      throw notFound('Statement with the provided id does not exist.');
    const policy = rest.length === 0 ? undefined : JSON.stringify({ ...before, Statement: rest });
    await state.saveBus({ ...bus, policy, modifiedAt: cloud.now().getTime() });
  },
});
