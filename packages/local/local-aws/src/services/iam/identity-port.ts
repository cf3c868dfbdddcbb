import type { Cloud } from '../../cloud/cloud.ts';
import type { Identity, IdentityPort } from '../../cloud/ports.ts';
import type { IamState } from './iam-state.ts';
import { rootUser } from './own-user.ts';
import { findPolicy, findVersion } from './policy.ts';
import type { Sessions } from './sessions.ts';

const environmentSeconds = 12 * 3600; // an execution environment lives for hours, and so do its credentials

/** What IAM knows about the signers of requests. */
export function identityPort({ accountId }: Cloud, state: IamState, sessions: Sessions): IdentityPort {
  const rootArn = `arn:aws:iam::${accountId}:root`;
  const root: Identity = {
    caller: {
      kind: 'root',
      accountId,
      arn: rootArn,
      principalArn: rootArn,
      userId: accountId,
      accessKeyId: 'test',
    },
    secretAccessKey: 'test', // LocalStack's convention
  };

  async function ofUser(accessKeyId: string): Promise<Identity | undefined> {
    const key = await state.accessKeys.get(accessKeyId);
    if (key?.userName === rootUser)
      return { caller: { ...root.caller, accessKeyId }, secretAccessKey: key.secretAccessKey };
    const user = key && (await state.users.get(key.userName));
    if (!user) return undefined;
    const { arn, id } = user;
    return {
      caller: { kind: 'user', accountId, arn, principalArn: arn, userId: id, accessKeyId },
      secretAccessKey: key.secretAccessKey,
    };
  }

  return {
    async roleCredentials(roleArn, sessionName, durationSeconds = environmentSeconds) {
      const name = nameOf(roleArn);
      const role = await state.roles.get(name);
      const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`;
      const userId = `${role?.id ?? 'AROA'}:${sessionName}`;
      return sessions.issue({ kind: 'role', accountId, arn, principalArn: roleArn, userId }, durationSeconds);
    },
    sessionCredentials: (caller, durationSeconds) => sessions.issue(caller, durationSeconds),
    async identityOf(accessKeyId) {
      if (accessKeyId === 'test') return root;
      return (await ofUser(accessKeyId)) ?? (await sessions.find(accessKeyId));
    },
    async exists(principalArn) {
      const [, kind, path = ''] = /:(user|role|assumed-role|federated-user)\/(.+)$/.exec(principalArn) ?? [];
      if (kind === 'assumed-role') return (await state.roles.get(path.split('/')[0] ?? '')) !== undefined;
      const collection = kind === 'role' ? state.roles : state.users;
      return (await collection.get(nameOf(path)))?.arn === principalArn;
    },
    async policiesOf(principalArn) {
      const collection = principalArn.includes(':role/') ? state.roles : state.users;
      const principal = await collection.get(nameOf(principalArn));
      if (!principal) return [];
      const attached = await Promise.all(principal.attached.map((arn) => findPolicy(state, arn)));
      const documents = attached.map((policy) => findVersion(policy, policy.defaultVersionId).document);
      return [...Object.values(principal.inline), ...documents];
    },
    trustPolicyOf: async (roleArn) => (await state.roles.get(nameOf(roleArn)))?.trustPolicy,
  };
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
