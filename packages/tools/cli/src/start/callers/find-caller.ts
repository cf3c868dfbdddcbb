import type { Session } from '@darkroom/localstack-client';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { apiKeyCaller } from './api-key-caller.ts';
import type { Caller } from './caller.ts';
import { iamCaller } from './iam-caller.ts';
import { userPoolCaller } from './user-pool-caller.ts';

/** A caller that the embedded stack's API accepts, whatever `auth` in darkroom.config.ts requires. */
export async function findCaller(
  auth: PipelineConfig['auth'],
  local: Session,
  usagePlanId: string | undefined,
): Promise<Caller> {
  switch (auth?.mode) {
    case 'iam':
      return iamCaller(auth, local);
    case 'apiKey':
      return apiKeyCaller(auth, local, usagePlanId);
    case 'jwt':
      return userPoolCaller(auth);
    default:
      return { headers: async () => ({}), signIn: {}, owners: false };
  }
}
