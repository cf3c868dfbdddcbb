import type { Cloud } from '../../cloud/cloud.ts';
import type { LambdaPort } from '../../cloud/ports.ts';
import { resolveVersion, versionToRun } from './configuration.ts';
import { functionArn, functionNotFound, parseFunctionName } from './function-lookup.ts';
import type { LambdaState } from './lambda-state.ts';
import { permits } from './resource-policy.ts';

/** What Lambda does for the other services. */
export function lambdaPort(cloud: Cloud, state: LambdaState): LambdaPort {
  async function find(reference: string) {
    const {
      name,
      qualifier,
      region = cloud.region,
      accountId = cloud.accountId,
    } = parseFunctionName(reference);
    const isHere = region === cloud.region && accountId === cloud.accountId;
    const record = isHere ? await state.functions.get(name) : undefined;
    if (!record) throw functionNotFound(isHere ? functionArn(cloud, name) : reference);
    return { record, qualifier };
  }

  return {
    async invoke({ functionArn, payload, traceHeader }) {
      const { record, qualifier } = await find(functionArn);
      const { record: version, version: number } = versionToRun(cloud, record, qualifier);
      return state.pools.invoke(version, number, { payload, traceHeader });
    },
    async enqueue({ functionArn, payload, traceHeader }) {
      const { record, qualifier } = await find(functionArn);
      return state.asyncQueue.enqueue({
        name: record.name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload,
        traceHeader,
      });
    },
    async permits({ functionArn: reference, principal, sourceArn }) {
      const { record, qualifier } = await find(reference);
      resolveVersion(cloud, record, qualifier);
      return permits(record.policy, {
        functionArn: functionArn(cloud, record.name, qualifier),
        principal,
        sourceArn,
        sourceAccount: cloud.accountId,
      });
    },
    crash: (accessKeyId) => state.pools.crash(accessKeyId),
    environments: () => state.pools.environments(),
  };
}
