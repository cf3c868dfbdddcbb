import { z } from 'zod';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';
import { targetId } from '../target-input.ts';

export const removeTargets = operation({
  name: 'RemoveTargets',
  input: z.strictObject({
    Rule: ruleName,
    EventBusName: busNameOrArn.optional(),
    Ids: z.array(targetId).min(1).max(100),
    /** Only for rules that a service of AWS manages, of which there are none here. */
    Force: z.boolean().optional(),
  }),
  resource: ({ Rule, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Rule),
  async run({ Rule, EventBusName, Ids }, { cloud, state }) {
    const rule = findRule({ cloud, state }, Rule, EventBusName);
    await state.saveRule({ ...rule, targets: rule.targets.filter(({ Id }) => !Ids.includes(Id)) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
