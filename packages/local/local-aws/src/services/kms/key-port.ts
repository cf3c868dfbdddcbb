import type { Cloud } from '../../cloud/cloud.ts';
import type { KeyPort } from '../../cloud/ports.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { findKey } from './find-key.ts';
import { keyArn } from './key.ts';
import type { KmsState } from './kms-state.ts';

/** Other services tell KMS's errors with its name before them. */
export function keyPort(cloud: Cloud, state: KmsState): KeyPort {
  return {
    async usable(keyId) {
      if (/(^|:)alias\/aws\//.test(keyId)) return undefined; // AWS's own, which everybody in the account may use through its service
      const key = await findKey({ cloud, state }, keyId).catch((error) => {
        throw error instanceof AwsError ? new AwsError(`KMS.${error.code}`, error.message) : error;
      });
      const arn = keyArn(cloud, key.id);
      if (key.state === 'Disabled') throw new AwsError('KMS.DisabledException', `${arn} is disabled.`);
      if (key.state === 'PendingDeletion')
        throw new AwsError('KMS.KMSInvalidStateException', `${arn} is pending deletion.`);
      return { arn, policy: key.policy };
    },
  };
}
