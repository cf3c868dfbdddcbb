import { z } from 'zod';
import { findBus, operation } from '../events-state.ts';
import { busNameOrArn, pageInput, ruleName } from '../input.ts';
import { pageOf } from '../page.ts';
import { ruleDocument } from '../rule.ts';

export const listRules = operation({
  name: 'ListRules',
  input: z.strictObject({
    NamePrefix: ruleName.optional(),
    EventBusName: busNameOrArn.optional(),
    ...pageInput,
  }),
  resource: (_, { cloud: { region, accountId } }) => `arn:aws:events:${region}:${accountId}:rule/*`,
  run({ NamePrefix = '', EventBusName, ...page }, { cloud, state }) {
    const bus = findBus({ cloud, state }, EventBusName);
    const rules = state.rulesOn(bus.name).filter(({ name }) => name.startsWith(NamePrefix));
    const { items, ...next } = pageOf(rules, ({ name }) => name, page);
    return { Rules: items.map(ruleDocument), ...next };
  },
});
