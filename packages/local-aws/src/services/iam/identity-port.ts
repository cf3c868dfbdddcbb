import { randomBytes } from 'node:crypto';
import type { Cloud, Identity, IdentityPort, RoleCredentials } from '../../cloud.ts';
import type { IamState } from './iam-state.ts';
import { uniqueId } from './iam-state.ts';

interface Session extends Omit<RoleCredentials, 'expiration'> {
  readonly roleArn: string;
  readonly sessionName: string;
  /** ISO 8601. */
  readonly expiration: string;
}

const sessionHours = 12; // an execution environment lives for hours, and its credentials as long

/** What IAM knows of who signs requests. */
export function identityPort(cloud: Cloud, state: IamState): IdentityPort {
  const sessions = cloud.storage.collection<Session>('iam/sessions');
  const { accountId } = cloud;
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
    const user = key && (await state.users.get(key.userName));
    if (!user) return undefined;
    const { arn, id } = user;
    return {
      caller: { kind: 'user', accountId, arn, principalArn: arn, userId: id, accessKeyId },
      secretAccessKey: key.secretAccessKey,
    };
  }

  async function ofSession(accessKeyId: string): Promise<Identity | undefined> {
    const session = await sessions.get(accessKeyId);
    if (!session) return undefined;
    const { roleArn, sessionName } = session;
    const roleName = nameOf(roleArn);
    const role = await state.roles.get(roleName);
    return {
      caller: {
        kind: 'role',
        accountId,
        arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
        principalArn: roleArn,
        userId: `${role?.id ?? 'AROA'}:${sessionName}`,
        accessKeyId,
      },
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiration: new Date(session.expiration),
    };
  }

  return {
    async roleCredentials(roleArn, sessionName) {
      const expiration = new Date(cloud.now().getTime() + sessionHours * 3_600_000);
      const session = {
        accessKeyId: uniqueId('ASIA').slice(0, 20),
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(64).toString('base64'),
        roleArn,
        sessionName,
        expiration: expiration.toISOString(),
      };
      await sessions.put(session.accessKeyId, session);
      const { accessKeyId, secretAccessKey, sessionToken } = session;
      return { accessKeyId, secretAccessKey, sessionToken, expiration };
    },
    async identityOf(accessKeyId) {
      if (accessKeyId === 'test') return root;
      return (await ofUser(accessKeyId)) ?? (await ofSession(accessKeyId));
    },
    async policiesOf(principalArn) {
      const collection = principalArn.includes(':role/') ? state.roles : state.users;
      const principal = await collection.get(nameOf(principalArn));
      if (!principal) return [];
      const attached = await Promise.all(principal.attached.map((arn) => state.policies.get(arn)));
      return [...Object.values(principal.inline), ...attached.flatMap((policy) => policy?.document ?? [])];
    },
  };
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
