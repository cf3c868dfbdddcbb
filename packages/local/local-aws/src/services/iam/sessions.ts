import { randomBytes } from 'node:crypto';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Identity, RoleCredentials } from '../../cloud/ports.ts';
import type { Caller } from '../../protocol/message.ts';
import { uniqueId } from './iam-state.ts';

interface Session {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ISO 8601. */
  readonly expiration: string;
}

export interface Sessions {
  /** New temporary credentials of a caller; they survive a restart. */
  issue(caller: Omit<Caller, 'accessKeyId'>, durationSeconds: number): Promise<RoleCredentials>;
  /** Includes expired ones, so that for a while they are distinguished from unknown ones. */
  find(accessKeyId: string): Promise<Identity | undefined>;
  /** Deletes those that expired more than a day ago. */
  clean(): Promise<void>;
}

export function openSessions({ storage, now }: Cloud): Sessions {
  const sessions = storage.collection<Session>('iam/sessions');
  return {
    async issue(caller, durationSeconds) {
      const accessKeyId = uniqueId('ASIA').slice(0, 20);
      const secretAccessKey = randomBytes(30).toString('base64');
      const sessionToken = randomBytes(64).toString('base64');
      const expiration = new Date(now().getTime() + durationSeconds * 1000);
      await sessions.put(accessKeyId, {
        caller: { ...caller, accessKeyId },
        secretAccessKey,
        sessionToken,
        expiration: expiration.toISOString(),
      });
      return { accessKeyId, secretAccessKey, sessionToken, expiration };
    },
    async find(accessKeyId) {
      const session = await sessions.get(accessKeyId);
      return session && { ...session, expiration: new Date(session.expiration) };
    },
    async clean() {
      const yesterday = new Date(now().getTime() - 24 * 3_600_000).toISOString();
      for await (const [accessKeyId, { expiration }] of sessions.entries())
        if (expiration < yesterday) await sessions.delete(accessKeyId);
    },
  };
}
