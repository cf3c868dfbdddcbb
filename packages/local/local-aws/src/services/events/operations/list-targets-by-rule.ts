import { z } from 'zod';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, pageInput, ruleName } from '../input.ts';
import { pageOf } from '../page.ts';

export const listTargetsByRule = operation({
  name: 'ListTargetsByRule',
  input: z.strictObject({ Rule: ruleName, EventBusName: busNameOrArn.optional(), ...pageInput }),
  resource: ({ Rule, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Rule),
  run({ Rule, EventBusName, ...page }, { cloud, state }) {
    const { targets } = findRule({ cloud, state }, Rule, EventBusName);
    const sorted = targets.toSorted((a, b) => (a.Id < b.Id ? -1 : 1));
    const { items, ...next } = pageOf(sorted, ({ Id }) => Id, page);
    return { Targets: items, ...next };
  },
});
