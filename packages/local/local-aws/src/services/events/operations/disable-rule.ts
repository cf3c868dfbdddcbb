import { z } from 'zod';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';

export const disableRule = operation({
  name: 'DisableRule',
  input: z.strictObject({ Name: ruleName, EventBusName: busNameOrArn.optional() }),
  resource: ({ Name, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Name),
  async run({ Name, EventBusName }, { cloud, state }) {
    const rule = findRule({ cloud, state }, Name, EventBusName);
    await state.saveRule({ ...rule, state: 'DISABLED' });
  },
});
