import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import type { ServiceFactory } from '../index.ts';
import { addTagsToResource } from './operations/addTagsToResource.ts';
import { deleteParameter } from './operations/deleteParameter.ts';
import { deleteParameters } from './operations/deleteParameters.ts';
import { describeParameters } from './operations/describeParameters.ts';
import { getParameter } from './operations/getParameter.ts';
import { getParameterHistory } from './operations/getParameterHistory.ts';
import { getParameters } from './operations/getParameters.ts';
import { getParametersByPath } from './operations/getParametersByPath.ts';
import { listTagsForResource } from './operations/listTagsForResource.ts';
import { putParameter } from './operations/putParameter.ts';
import { removeTagsFromResource } from './operations/removeTagsFromResource.ts';
import { openSsm } from './ssm-state.ts';

/**
 * AWS Systems Manager, Parameter Store alone.
 *
 * Gaps: labels, parameter policies, names given as ARNs, shared and public parameters, AMI lookups of
 * `aws:ec2:image`, the condition keys of ssm. By design: a key ID is remembered, but every SecureString is encrypted by
 * the one key in the data folder, and `kms:Decrypt` is nobody's to allow; pages of lists are always full.
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
