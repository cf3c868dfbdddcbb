import type { Cloud } from '../../cloud/cloud.ts';
import type { LambdaPort } from '../../cloud/ports.ts';
import { resolveVersion } from './configuration.ts';
import { functionArn, functionNotFound, parseFunctionName } from './function-lookup.ts';
import type { LambdaState } from './lambda-state.ts';
import { permits } from './resource-policy.ts';

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
      return state.pools.invoke(version, number, { payload });
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
      return permits(record.policy, { principal, sourceArn, sourceAccount: cloud.accountId });
    },
    crash: (accessKeyId) => state.pools.crash(accessKeyId),
  };
}
