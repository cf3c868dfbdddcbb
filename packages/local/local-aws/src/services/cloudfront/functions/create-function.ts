import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { arnOf } from '../arn.ts';
import { route } from '../route.ts';
import { recordOf } from '../tags/tag-record.ts';
import { tagSchema } from '../values.ts';
import { newId } from '../versioned.ts';
import { functionSummary } from './edge-function.ts';
import { functionCode, functionConfig, functionName, readVersion } from './function-input.ts';

export const createFunction = route({
  name: 'CreateFunction',
  method: 'POST',
  path: 'function',
  status: 201,
  input: z.strictObject({
    Name: functionName,
    FunctionConfig: functionConfig,
    FunctionCode: functionCode,
    Tags: tagSchema.optional(),
  }),
  resource: ({ Name }) => `function/${Name}`,
  async run({ Name, FunctionConfig, FunctionCode, Tags }, { cloud, state }) {
    if (await state.functions.get(Name))
      throw new AwsError(
        'FunctionAlreadyExists',
        'A function with the same name already exists in this Amazon Web Services account. To create a function, you must provide a unique name. To update an existing function, use UpdateFunction.',
        409,
      );
    const createdAt = cloud.now().toISOString();
    const development = {
      ...(await readVersion(state, FunctionConfig, FunctionCode)),
      etag: newId(),
      createdAt,
      modifiedAt: createdAt,
    };
    const created = { name: Name, development };
    await state.functions.put(Name, created);
    await state.tags.put(arnOf(cloud, `function/${Name}`), recordOf(Tags?.Items ?? []));
    return {
      root: 'FunctionSummary',
      content: functionSummary(cloud, created, development, 'DEVELOPMENT'),
      headers: {
        etag: development.etag,
        location: `${cloud.endpoint}/2020-05-31/function/${Name}`,
      },
    };
  },
});
