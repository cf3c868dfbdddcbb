import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { addTagsToResource } from './operations/add-tags-to-resource.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putParameter } from './operations/put-parameter.ts';
import { removeTagsFromResource } from './operations/remove-tags-from-resource.ts';
import { openSsm } from './ssm-state.ts';

/**
 * AWS Systems Manager, Parameter Store only.
 *
 * Gaps: labels, parameter policies, names given as ARNs, shared and public parameters, AMI lookups of
 * `aws:ec2:image`, and SSM's condition keys.
 *
 * By design: a key ID is stored, but every SecureString is encrypted with the one key in the data folder, and no
 * `kms:Decrypt` permission is needed. Pages of lists are always full.
 */
export const createSsm: ServiceFactory = async (cloud) => ({
  services: [
    jsonService({
      name: 'ssm',
      iamPrefix: 'ssm',
      version: '1.1',
      cloud,
      state: await openSsm(cloud),
      operations: [
        addTagsToResource,
        deleteParameter,
        deleteParameters,
        describeParameters,
        getParameter,
        getParameterHistory,
        getParameters,
        getParametersByPath,
        listTagsForResource,
        putParameter,
        removeTagsFromResource,
      ].map(oneChangeAtATime()),
    }),
  ],
});
