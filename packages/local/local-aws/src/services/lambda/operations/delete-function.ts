import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { withoutEventInvoke } from '../async/qualified-config.ts';
import { findFunction, functionName, functionResource, qualifier, qualifierOf } from '../function-lookup.ts';
import type { FunctionRecord } from '../function-record.ts';
import { deleteUrls } from '../function-urls/url-lookup.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import { operation } from '../lambda-state.ts';

export const deleteFunction = operation({
  name: 'DeleteFunction',
  input: z.strictObject({ FunctionName: functionName, Qualifier: qualifier }),
  resource: functionResource,
  async run(input, context) {
    const { functions, functionUrls, pools } = context.state;
    const qualifier = qualifierOf(input);
    if (qualifier === '$LATEST')
      throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    const record = await findFunction(context, input.FunctionName);
    if (qualifier === undefined) {
      await functions.delete(record.name);
      await deleteUrls(functionUrls, record.name);
      pools.retire(record.name);
      return;
    }
    checkVersion(record, qualifier);
    // Deleting a version that does not exist succeeds, as on AWS.
    const versions = record.versions.filter(({ version }) => version !== qualifier);
    await functions.put(record.name, withoutEventInvoke({ ...record, versions }, qualifier));
  },
});

/** Throws for an alias, which DeleteAlias deletes, and for a version that aliases use. */
function checkVersion({ aliases }: FunctionRecord, qualifier: string): void {
  if (!/^\d+$/.test(qualifier)) throw invalidParameter('Deletion of aliases is not currently supported.');
  const users = Object.entries(aliases)
    .filter(([, alias]) => alias.version === qualifier || alias.routing?.version === qualifier)
    .map(([name]) => name);
  if (users.length > 0)
    throw new AwsError(
      'ResourceConflictException',
      `Unable to delete version because the following aliases reference it: [${users.join(', ')}]`,
      409,
      { fields: { Type: 'User' } },
    );
}
