import { badRequest } from '../api-gateway-state.ts';
import { entry, property } from '../patch/table.ts';
import { optionalText } from '../patch/values.ts';
import { olderTable } from '../patch/wording.ts';

const older = olderTable([
  property('/statusCode', optionalText),
  entry('/responseParameters/*'),
  entry('/responseTemplates/*', { missing: 'Content-Type specified was not found' }),
]);

/** Here an operation that a path does not support counts as a wrong path. */
export const gatewayResponsePatches = {
  ...older,
  wrongOp: ({ path }: { path?: string | null | undefined }) => badRequest(`Invalid patch path ${path}`),
};
