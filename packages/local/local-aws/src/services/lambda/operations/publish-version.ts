import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { configurationOf } from '../configuration.ts';
import { findFunction, functionName, functionResource } from '../function-lookup.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import { operation } from '../lambda-state.ts';
import { checkRevision } from '../revision.ts';
import { publish } from '../versions.ts';

export const publishVersion = operation({
  name: 'PublishVersion',
  input: z.strictObject({
    FunctionName: functionName,
    Description: z.string().max(256).nullish(),
    CodeSha256: z.string().nullish(),
    RevisionId: z.string().nullish(),
    PublishTo: notServed,
  }),
  resource: functionResource,
  async run({ FunctionName, Description, CodeSha256, RevisionId }, context) {
    const found = await findFunction(context, FunctionName);
    if (CodeSha256 && CodeSha256 !== found.codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${found.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    checkRevision(RevisionId, found);
    const { record, published } = publish(found, Description ?? undefined);
    await context.state.functions.put(record.name, record);
    return configurationOf(context.cloud, published, published.version);
  },
});
