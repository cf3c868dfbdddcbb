import { z } from 'zod';
import { AwsError, NotImplementedError } from '../../../protocol/aws-error.ts';
import { busNameOf, ruleArn } from '../arn.ts';
import { findRule, operation } from '../events-state.ts';
import { busNameOrArn, ruleName } from '../input.ts';
import { checkTarget, targetSchema } from '../target-input.ts';

/** AWS's quota. */
const mostTargets = 5;

export const putTargets = operation({
  name: 'PutTargets',
  input: z.strictObject({
    Rule: ruleName,
    EventBusName: busNameOrArn.optional(),
    Targets: z.array(targetSchema).min(1).max(100),
  }),
  resource: ({ Rule, EventBusName }, { cloud }) => ruleArn(cloud, busNameOf(cloud, EventBusName), Rule),
  conditionKeys: ({ Targets }) => ({ 'events:TargetArn': Targets.map(({ Arn }) => Arn) }),
  async run({ Rule, EventBusName, Targets }, { cloud, state }) {
    const rule = findRule({ cloud, state }, Rule, EventBusName);
    const problems = Targets.map((target) => ({ target, error: problemOf(() => checkTarget(target)) }));
    const good = problems.flatMap(({ target, error }) => (error ? [] : [target]));
    const ids = new Set(good.map(({ Id }) => Id));
    const targets = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...good];
    if (targets.length > mostTargets)
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    await state.saveRule({ ...rule, targets });
    const FailedEntries = problems.flatMap(({ target, error }) =>
      error ? [{ TargetId: target.Id, ErrorCode: error.code, ErrorMessage: error.message }] : [],
    );
    return { FailedEntryCount: FailedEntries.length, FailedEntries };
  },
});

/** What is wrong with one target fails that target alone; what local-aws lacks fails the request. */
function problemOf(check: () => void): AwsError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError && !(error instanceof NotImplementedError)) return error;
    throw error;
  }
}
