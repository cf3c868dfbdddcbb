import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { keyPort } from './key-port.ts';
import { openKms } from './kms-state.ts';
import { cancelKeyDeletion } from './operations/cancel-key-deletion.ts';
import { createAlias } from './operations/create-alias.ts';
import { createKey } from './operations/create-key.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { describeKey } from './operations/describe-key.ts';
import { disableKey } from './operations/disable-key.ts';
import { disableKeyRotation } from './operations/disable-key-rotation.ts';
import { enableKey } from './operations/enable-key.ts';
import { enableKeyRotation } from './operations/enable-key-rotation.ts';
import { getKeyPolicy } from './operations/get-key-policy.ts';
import { getKeyRotationStatus } from './operations/get-key-rotation-status.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listKeyPolicies } from './operations/list-key-policies.ts';
import { listKeys } from './operations/list-keys.ts';
import { listResourceTags } from './operations/list-resource-tags.ts';
import { putKeyPolicy } from './operations/put-key-policy.ts';
import { scheduleKeyDeletion } from './operations/schedule-key-deletion.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateKeyDescription } from './operations/update-key-description.ts';

/**
 * AWS Key Management Service: symmetric keys with their policies, aliases and tags, for services that encrypt with them.
 *
 * Gaps: Encrypt, Decrypt and data keys for callers themselves; grants; asymmetric, HMAC, multi-Region and imported keys, key
 * stores; rotations on demand.
 *
 * By design: nothing is encrypted, and a rotation changes nothing. S3 asks for the permission to use an object's key, if
 * IAM is enforced, and refuses one that is disabled or deleted; other services keep a key's name and do not ask. The safety check of a
 * policy that locks everybody out is left out.
 */
export const createKms: ServiceFactory = async (cloud) => {
  const state = openKms(cloud);
  return {
    services: [
      jsonService({
        name: 'kms',
        iamPrefix: 'kms',
        version: '1.1',
        cloud,
        state,
        operations: [
          cancelKeyDeletion,
          createAlias,
          createKey,
          deleteAlias,
          describeKey,
          disableKey,
          disableKeyRotation,
          enableKey,
          enableKeyRotation,
          getKeyPolicy,
          getKeyRotationStatus,
          listAliases,
          listKeyPolicies,
          listKeys,
          listResourceTags,
          putKeyPolicy,
          scheduleKeyDeletion,
          tagResource,
          untagResource,
          updateAlias,
          updateKeyDescription,
        ].map(oneChangeAtATime()),
      }),
    ],
    ports: { keys: keyPort(cloud, state) },
  };
};
