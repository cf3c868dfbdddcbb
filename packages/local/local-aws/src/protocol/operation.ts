import type { z } from 'zod';
import type { Cloud } from '../cloud/cloud.ts';
import { parseInput, type RefuseInput } from './input.ts';
import type { AwsRequest } from './message.ts';
import { modelFault } from './model-fault.ts';

/** What an operation can use: the rest of the cloud, its own service's state, and the request itself. */
export interface OperationContext<State> {
  readonly cloud: Cloud;
  readonly state: State;
  readonly request: AwsRequest;
}

/**
 * One operation of a service: one file. Input is validated by its zod schema before `run` sees it.
 * `resource` names the ARNs that IAM evaluates (default `*`); `action` the IAM action
 * (default `<iam prefix>:<name>`), for the few operations whose action has another name; `conditionKeys` those that
 * policies may ask beyond the global ones.
 */
export interface Operation<State, Input = never, Output = unknown> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  readonly action?: string;
  /** Whether anonymous callers may call it, through a link that contains a secret. */
  readonly servesAnonymous?: boolean;
  resource?(
    input: NoInfer<Input>,
    context: OperationContext<State>,
  ): string | string[] | Promise<string | string[]>;
  conditionKeys?(
    input: NoInfer<Input>,
    context: OperationContext<State>,
    resource: string,
  ): ConditionKeys | Promise<ConditionKeys>;
  run(input: Input, context: OperationContext<State>): Output | Promise<Output>;
}

type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** An operation whose input type only the operation itself knows; a service's table holds these. */
export interface AnyOperation<State> {
  readonly name: string;
  /** Names every member that AWS's operation has; see testing/members. */
  readonly input: z.ZodType;
  readonly action?: string;
  invoke(rawInput: unknown, context: OperationContext<State>, iamPrefix: string): Promise<unknown>;
}

interface ServiceRules<State> {
  /** The error for input that the service's model does not allow. Default: ValidationException. */
  readonly refuseInput?: RefuseInput;
  /** See `AccessRequest`; of resources that have a policy. */
  readonly policyLeads?: boolean;
  /** The policy of one of the service's resources (a queue's, a function's), as JSON text. */
  resourcePolicy?(arn: string, state: State): string | undefined | Promise<string | undefined>;
}

/**
 * Returns `defineOperation` bound to a service's state:
 * `const operation = operationsOf<LogsState>(); export const createLogGroup = operation({ name, input, run })`.
 */
export function operationsOf<State>({
  refuseInput = modelFault('ValidationException'),
  policyLeads = false,
  resourcePolicy,
}: ServiceRules<State> = {}) {
  return <Input, Output>(definition: Operation<State, Input, Output>): AnyOperation<State> => ({
    name: definition.name,
    input: definition.input,
    ...(definition.action === undefined ? {} : { action: definition.action }),
    async invoke(rawInput, context, iamPrefix) {
      const { name } = definition;
      const input = parseInput(definition.input, rawInput, refuseInput, { service: iamPrefix, name });
      const action = definition.action ?? `${iamPrefix}:${definition.name}`;
      if (definition.servesAnonymous && context.request.caller.kind === 'anonymous') {
        return definition.run(input, context);
      }
      const resources = (await definition.resource?.(input, context)) ?? '*';
      for (const resource of [resources].flat()) {
        const conditionKeys = await definition.conditionKeys?.(input, context, resource);
        const policy = await resourcePolicy?.(resource, context.state);
        await context.cloud.access.authorize(context.request, {
          action,
          resources: [resource],
          ...(conditionKeys === undefined ? {} : { context: conditionKeys }),
          ...(policy === undefined ? {} : { resourcePolicy: policy, policyLeads }),
        });
      }
      return definition.run(input, context);
    },
  });
}
