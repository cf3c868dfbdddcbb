import { z } from 'zod';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';

export const enableRule = operation({
  name: 'EnableRule',
  input: z.strictObject({ Name: ruleName, EventBusName: busNameOrArn.optional() }),
  resource: ({ Name, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Name),
  async run({ Name, EventBusName }, { cloud, state }) {
    const rule = findRule({ cloud, state }, Name, EventBusName);
    const scheduledSince = rule.state === 'ENABLED' ? rule.scheduledSince : cloud.now().getTime();
    await state.saveRule({ ...rule, state: 'ENABLED', scheduledSince });
  },
});
