import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { servedOnly } from '../../../protocol/not-served.ts';
import { busNameOf, ruleArn } from '../arn.ts';
import { defaultBus } from '../bus.ts';
import { checkPattern } from '../event-pattern.ts';
import { findBus, operation } from '../events-state.ts';
import { arn, busNameOrArn, description, ruleName, tagList, tagRecord } from '../input.ts';
import { parseSchedule } from '../schedules/schedule.ts';

export const putRule = operation({
  name: 'PutRule',
  input: z.strictObject({
    Name: ruleName,
    ScheduleExpression: z.string().max(256).optional(),
    EventPattern: z.string().max(4096).optional(),
    State: servedOnly('ENABLED', 'DISABLED'),
    Description: description.optional(),
    RoleArn: arn.optional(),
    Tags: tagList.default([]),
    EventBusName: busNameOrArn.optional(),
  }),
  resource: ({ Name, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Name),
  async run(input, { cloud, state }) {
    const bus = findBus({ cloud, state }, input.EventBusName);
    // An empty text is as good as none.
    const eventPattern = input.EventPattern || undefined;
    const scheduleExpression = input.ScheduleExpression || undefined;
    if (eventPattern === undefined && scheduleExpression === undefined)
      throw new ValidationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    const now = cloud.now().getTime();
    if (scheduleExpression !== undefined) {
      if (bus.name !== defaultBus)
        throw new ValidationError('ScheduleExpression is supported only on the default event bus.');
      parseSchedule(scheduleExpression, { since: now });
    }
    if (eventPattern !== undefined) checkPattern(eventPattern);
    const RuleArn = ruleArn(cloud, bus.name, input.Name);
    const before = state.rules.get(RuleArn);
    const ruleState = input.State ?? 'ENABLED';
    const goesOn = before?.state === ruleState && before.scheduleExpression === scheduleExpression;
    await state.saveRule({
      name: input.Name,
      arn: RuleArn,
      busName: bus.name,
      state: ruleState,
      eventPattern,
      scheduleExpression,
      scheduledSince: goesOn ? before.scheduledSince : now,
      description: input.Description,
      roleArn: input.RoleArn,
      tags: before?.tags ?? tagRecord(input.Tags), // of a rule that exists, the tags of a request are ignored
      targets: before?.targets ?? [],
    });
    return { RuleArn };
  },
});
