import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { checkDeadLetterTarget } from '../async/dead-letter-target.ts';
import { readCode } from '../code/read-code.ts';
import { configurationOf } from '../configuration.ts';
import { checkRole } from '../execution-role.ts';
import { configurationSchema, newRevision, withConfiguration } from '../function-input.ts';
import { functionResource, parseFunctionName } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';
import { publish } from '../versions.ts';

export const createFunction = operation({
  name: 'CreateFunction',
  input: configurationSchema.extend({
    FunctionName: z.string().min(1).max(140),
    Runtime: z.string(),
    Handler: z.string().max(128),
    Role: configurationSchema.shape.Role.unwrap(),
    Code: z.object({ ZipFile: z.base64('local-aws takes code as ZipFile') }),
    PackageType: z.literal('Zip', 'local-aws runs no container images').optional(),
    Architectures: z
      .array(z.enum(['x86_64', 'arm64']))
      .length(1)
      .nullish(),
    Publish: z.boolean().optional(),
    Tags: z.record(z.string(), z.string()).nullish(),
  }),
  resource: functionResource,
  async run(input, { cloud, state }) {
    const { name } = parseFunctionName(input.FunctionName);
    const code = await readCode(state.code, input.Code.ZipFile);
    if (await state.functions.get(name)) {
      throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, {
        fields: { Type: 'User' },
      });
    }
    await checkRole(cloud, input.Role, name);
    const record = withConfiguration(
      {
        name,
        runtime: input.Runtime,
        handler: input.Handler,
        role: input.Role,
        description: '',
        timeout: 3,
        memorySize: 128,
        architectures: input.Architectures ?? ['x86_64'],
        environment: {},
        tracingMode: 'PassThrough',
        ephemeralStorage: 512,
        logging: { format: 'Text', group: `/aws/lambda/${name}` },
        tags: input.Tags ?? {},
        codeSha256: code.sha256,
        codeSize: code.bytes,
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
    return published ? configurationOf(cloud, published, published.version) : configurationOf(cloud, created);
  },
});
