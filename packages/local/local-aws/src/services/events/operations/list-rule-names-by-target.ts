import { z } from 'zod';
import { findBus, operation } from '../events-state.ts';
import { arn, busNameOrArn, pageInput } from '../input.ts';
import { pageOf } from '../page.ts';

export const listRuleNamesByTarget = operation({
  name: 'ListRuleNamesByTarget',
  input: z.strictObject({ TargetArn: arn, EventBusName: busNameOrArn.optional(), ...pageInput }),
  resource: (_, { cloud: { region, accountId } }) => `arn:aws:events:${region}:${accountId}:rule/*`,
  run({ TargetArn, EventBusName, ...page }, { cloud, state }) {
    const bus = findBus({ cloud, state }, EventBusName);
    const names = state
      .rulesOn(bus.name)
      .filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn))
      .map(({ name }) => name);
    const { items, ...next } = pageOf(names, (name) => name, page);
    return { RuleNames: items, ...next };
  },
});
