import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { busArn } from '../arn.ts';
import { defaultBus } from '../bus.ts';
import { type BusPolicy, checkPolicy, policyOf } from '../bus-policy.ts';
import { findBus, operation } from '../events-state.ts';
import { busName } from '../input.ts';

export const putPermission = operation({
  name: 'PutPermission',
  input: z.strictObject({
    EventBusName: busName.default(defaultBus),
    Action: z
      .string()
      .max(64)
      .regex(/^events:[a-zA-Z]+$/)
      .optional(),
    Principal: z
      .string()
      .regex(/^(\d{12}|\*)$/)
      .optional(),
    StatementId: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[a-zA-Z0-9_-]+$/)
      .optional(),
    Condition: z.strictObject({ Type: z.string(), Key: z.string(), Value: z.string() }).optional(),
    /** Instead of the other members: all statements at once. */
    Policy: z.string().optional(),
  }),
  resource: ({ EventBusName }, { cloud }) => busArn(cloud, EventBusName),
  async run({ EventBusName, Policy, ...statement }, { cloud, state }) {
    const bus = findBus({ cloud, state }, EventBusName);
    const policy =
      Policy === undefined ? withStatement(policyOf(bus), bus.arn, statement) : checkPolicy(Policy);
    await state.saveBus({ ...bus, policy: JSON.stringify(policy), modifiedAt: cloud.now().getTime() });
  },
});

interface Statement {
  readonly Action?: string | undefined;
  readonly Principal?: string | undefined;
  readonly StatementId?: string | undefined;
  readonly Condition?: { readonly Type: string; readonly Key: string; readonly Value: string } | undefined;
}

function withStatement(
  policy: BusPolicy,
  Resource: string,
  { Action, Principal, StatementId: Sid, Condition }: Statement,
): BusPolicy {
  if (Action === undefined || Principal === undefined || Sid === undefined)
    throw new ValidationError('Parameter(s) Action, Principal and StatementId must be specified.');
  const statement = {
    Sid,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource,
    ...(Condition ? { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } } : {}),
  };
  return { ...policy, Statement: [...policy.Statement.filter((other) => other.Sid !== Sid), statement] };
}
