import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { busNameOf, ruleArn } from '../arn.ts';
import { findBus, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';

export const deleteRule = operation({
  name: 'DeleteRule',
  input: z.strictObject({
    Name: ruleName,
    EventBusName: busNameOrArn.optional(),
    /** Only for rules that a service of AWS manages, of which there are none here. */
    Force: z.boolean().optional(),
  }),
  resource: ({ Name, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Name),
  async run({ Name, EventBusName }, { cloud, state }) {
    const bus = findBus({ cloud, state }, EventBusName);
    const rule = state.rules.get(ruleArn(cloud, bus.name, Name));
    if (!rule) return;
    if (rule.targets.length > 0) throw new ValidationError("Rule can't be deleted since it has targets.");
    await state.removeRule(rule.arn);
  },
});
