import { z } from 'zod';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';
import { ruleDocument } from '../rule.ts';

export const describeRule = operation({
  name: 'DescribeRule',
  input: z.strictObject({ Name: ruleName, EventBusName: busNameOrArn.optional() }),
  resource: ({ Name, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Name),
  run({ Name, EventBusName }, { cloud, state }) {
    const rule = findRule({ cloud, state }, Name, EventBusName);
    return { ...ruleDocument(rule), CreatedBy: cloud.accountId };
  },
});
