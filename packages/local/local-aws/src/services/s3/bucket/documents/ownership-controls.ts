import { z } from 'zod';
import { element } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

export const objectOwnership = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export const ownershipControls = subResource({
  query: 'ownershipControls',
  operation: 'BucketOwnershipControls',
  root: 'OwnershipControls',
  schema: element({ Rule: element({ ObjectOwnership: z.enum(objectOwnership) }) }),
  action: 'BucketOwnershipControls',
  absent: {
    code: 'OwnershipControlsNotFoundError',
    message: 'The bucket ownership controls were not found',
  },
  deleteOperation: 'DeleteBucketOwnershipControls',
});
