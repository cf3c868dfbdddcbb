import { publicAccessBlockConfiguration } from '../public-access.ts';
import { subResource } from '../sub-resource.ts';

export const publicAccessBlock = subResource({
  query: 'publicAccessBlock',
  operation: 'PublicAccessBlock',
  root: 'PublicAccessBlockConfiguration',
  schema: publicAccessBlockConfiguration,
  action: 'BucketPublicAccessBlock',
  absent: {
    code: 'NoSuchPublicAccessBlockConfiguration',
    message: 'The public access block configuration was not found',
  },
  deleteOperation: 'DeletePublicAccessBlock',
});
