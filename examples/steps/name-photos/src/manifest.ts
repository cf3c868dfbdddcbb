import { defineAddedManifest } from '@darkroom/lambda-kit';

export const manifest = defineAddedManifest({
  name: 'name-photos',
  description: 'Gives photos the name of their file as their title',
  handler: 'index.handler',
  trigger: { step: true },
  environment: {},
  permissions: [],
});
