import { tableSchema } from '@darkroom/catalog/schema';
import { defineManifest } from '@darkroom/lambda-kit';

/** The metric's name. */
export const stuckImages = 'StuckImages';

/** Minutes after the beginning of an image's last attempt. The stack sets it, because it depends on the timeout. */
export const stuckAfterVariable = 'STUCK_AFTER_MINUTES';

export const manifest = defineManifest({
  name: 'count-stuck',
  description: 'Counts images that are in work for too long',
  handler: 'index.handler',
  environment: { TABLE_NAME: { nameOf: 'table' } },
  permissions: [{ on: 'table', path: `/index/${tableSchema.workIndex.name}`, actions: ['dynamodb:Query'] }],
});
