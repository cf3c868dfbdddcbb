import { randomBytes } from 'node:crypto';
import { invalidRequest } from '../../errors.ts';
import { checkRules } from '../../lifecycle/check-rules.ts';
import { lifecycleConfiguration } from '../../lifecycle/lifecycle-configuration.ts';
import { subResource } from '../sub-resource.ts';

const minimumSizes = ['all_storage_classes_128K', 'varies_by_storage_class'];

/** Of the actions, only AbortIncompleteMultipartUpload is carried out. */
export const lifecycle = subResource({
  query: 'lifecycle',
  operation: 'BucketLifecycleConfiguration',
  root: 'LifecycleConfiguration',
  schema: lifecycleConfiguration,
  check({ Rule }) {
    checkRules(Rule);
    // S3 gives a name to rules that have none.
    return {
      Rule: Rule.map(({ ID, ...rule }) => ({ ID: ID || randomBytes(36).toString('base64'), ...rule })),
    };
  },
  action: 'LifecycleConfiguration',
  absent: {
    code: 'NoSuchLifecycleConfiguration',
    message: 'The lifecycle configuration does not exist',
  },
  deleteOperation: 'DeleteBucketLifecycle',
  header: {
    name: 'x-amz-transition-default-minimum-object-size',
    read(value = 'all_storage_classes_128K') {
      if (minimumSizes.includes(value)) return value;
      throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`);
    },
  },
});
