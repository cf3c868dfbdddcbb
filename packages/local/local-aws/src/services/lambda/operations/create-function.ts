import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { modelFaultText } from '../../../protocol/model-fault.ts';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { checkDeadLetterTarget } from '../async/dead-letter-target.ts';
import { codeInput, readCode } from '../code/read-code.ts';
import { configurationOf, createdConfiguration } from '../configuration.ts';
import { checkRole } from '../execution-role.ts';
import { architectures, configurationSchema, newRevision, withConfiguration } from '../function-input.ts';
import { functionName, functionResource, parseFunctionName } from '../function-lookup.ts';
import { invalidParameter } from '../invalid-parameter.ts';
import { operation } from '../lambda-state.ts';
import { checkTags } from '../tagged-resource.ts';
import { publish } from '../versions.ts';

export const createFunction = operation({
  name: 'CreateFunction',
  input: configurationSchema.extend({
    FunctionName: functionName,
    Role: configurationSchema.shape.Role.unwrap(),
    Code: z.strictObject({
      ImageUri: notServed,
      ...codeInput,
      S3ObjectStorageMode: notServed,
      SourceKMSKeyArn: notServed,
    }),
    PackageType: servedOnly('Zip'),
    Architectures: architectures,
    Publish: z.boolean().nullish(),
    Tags: z.record(z.string(), z.string()).nullish(),
    CodeSigningConfigArn: notServed,
    PublishTo: notServed,
    TenancyConfig: notServed,
  }),
  resource: functionResource,
  async run(input, context) {
    const { cloud, state } = context;
    const name = newName(input.FunctionName);
    const { Runtime: runtime, Handler: handler } = input;
    if (!runtime || !handler)
      throw invalidParameter(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      );
    checkTags(input.Tags ?? {});
    const code = await readCode(context, input.Code);
    if (await state.functions.get(name)) {
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, {
        fields: { Type: 'User' },
      });
    }
    await checkRole(cloud, input.Role, name);
    const record = withConfiguration(
      {
        name,
        runtime,
        handler,
        role: input.Role,
        description: '',
        timeout: 3,
        memorySize: 128,
        architectures: input.Architectures ?? ['x86_64'],
        tracingMode: 'PassThrough',
        ephemeralStorage: 512,
        logging: { format: 'Text', group: `/aws/lambda/${name}` },
        tags: input.Tags ?? {},
        ...code,
        policy: [],
        versions: [],
        versionsPublished: 0,
        aliases: {},
        ...newRevision(),
      },
      input,
    );
    await checkDeadLetterTarget(cloud, record);
    const created = input.Publish ? publish(record, undefined).record : record;
    await state.functions.put(name, created);
    const published = created.versions.at(-1);
    return createdConfiguration(
      published ? configurationOf(cloud, published, published.version) : configurationOf(cloud, created),
    );
  },
});

const longestName = 64;

/** Throws InvalidParameterValueException for a name that is too long. */
function newName(reference: string): string {
  const { name } = parseFunctionName(reference);
  if (name.length <= longestName) return name;
  const constraint = `Member must have length less than or equal to ${longestName}`;
  throw invalidParameter(modelFaultText([{ path: ['functionName'], value: name, constraint }]));
}
