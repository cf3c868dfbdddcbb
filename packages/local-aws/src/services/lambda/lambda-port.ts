import { matchesWildcard } from '../../auth/wildcard.ts';
import type { Cloud, LambdaPort } from '../../cloud.ts';
import { resolveVersion } from './configuration.ts';
import { functionArn, functionNotFound, parseFunctionName } from './function-lookup.ts';
import type { LambdaState, PolicyStatement } from './lambda-state.ts';

/** What Lambda does for the other services. */
export function lambdaPort(cloud: Cloud, state: LambdaState): LambdaPort {
  async function find(reference: string) {
    const { name, qualifier } = parseFunctionName(reference);
    const record = await state.functions.get(name);
    if (!record) throw functionNotFound(functionArn(cloud, name));
    return { record, qualifier };
  }

  return {
    async invoke({ functionArn, payload }) {
      const { record, qualifier } = await find(functionArn);
      const { record: version, version: number } = resolveVersion(cloud, record, qualifier);
      return state.pools.invoke(version, number, payload);
    },
    async enqueue({ functionArn, payload }) {
      const { record, qualifier } = await find(functionArn);
      return state.asyncQueue.enqueue({
        name: record.name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload,
      });
    },
    async permits({ functionArn, principal, sourceArn }) {
      const { record } = await find(functionArn);
      return record.policy.some((statement) =>
        allows(statement, { principal, sourceArn, account: cloud.accountId }),
      );
    },
  };
}

/** Whether a statement made by AddPermission lets a service invoke. */
function allows(
  { Action, Principal, Condition = {} }: PolicyStatement,
  call: { principal: string; sourceArn: string; account: string },
): boolean {
  if (!matchesWildcard(Action, 'lambda:InvokeFunction')) return false;
  const named =
    typeof Principal === 'object' && 'Service' in Principal && Principal.Service === call.principal;
  if (Principal !== '*' && !named) return false;
  const arn = Condition.ArnLike?.['AWS:SourceArn'];
  if (arn !== undefined && !matchesWildcard(arn, call.sourceArn)) return false;
  const account = Condition.StringEquals?.['AWS:SourceAccount'];
  return account === undefined || account === call.account;
}
