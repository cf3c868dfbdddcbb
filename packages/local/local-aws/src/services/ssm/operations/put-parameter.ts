import { z } from 'zod';
import { AwsError, NotImplementedError, ValidationError } from '../../../protocol/aws-error.ts';
import { versionsOf } from '../find-parameter.ts';
import { checkNewName, parameterName, twinOf } from '../parameter-name.ts';
import {
  operation,
  type ParameterVersion,
  parameterArn,
  parameterTiers,
  parameterTypes,
} from '../ssm-state.ts';
import { tagList, tagRecord } from '../tags.ts';
import { checkPattern, tierOf } from '../value-rules.ts';

const keptVersions = 100;
const defaultKey = 'alias/aws/ssm';

export const putParameter = operation({
  name: 'PutParameter',
  input: z.strictObject({
    Name: parameterName,
    Value: z.string().min(1, 'Member must have length greater than or equal to 1'),
    Type: z
      .enum(parameterTypes, 'Member must satisfy enum value set: [SecureString, StringList, String]')
      .nullish(),
    Description: z.string().max(1024, 'Member must have length less than or equal to 1024').nullish(),
    KeyId: z
      .string()
      .regex(
        /^[a-zA-Z0-9:/_-]{1,256}$/,
        'Member must satisfy regular expression pattern: ^([a-zA-Z0-9:/_-]+)$',
      )
      .nullish(),
    Overwrite: z.boolean().nullish(),
    AllowedPattern: z.string().max(1024).nullish(),
    Tags: tagList.nullish(),
    Tier: z
      .enum(parameterTiers, 'Member must satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]')
      .nullish(),
    Policies: z.string().nullish(),
    DataType: z.string().nullish(),
  }),
  resource: ({ Name }, { cloud }) => parameterArn(cloud, Name),
  async run(input, { cloud, state: { parameters, cipher }, request }) {
    const { Name: name, Value: value } = input;
    if (input.Policies && input.Policies !== '[]')
      throw new NotImplementedError('ssm', 'PutParameter with Policies');
    if (input.Overwrite && input.Tags?.length)
      throw new ValidationError(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    checkNewName(name);

    const existing = await parameters.get(name);
    const twin = await parameters.get(twinOf(name));
    if (twin || (existing && !input.Overwrite))
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    // Whatever the request leaves out stays as in the previous version.
    const before: Partial<ParameterVersion> = existing?.latest ?? {};
    const type = input.Type ?? before.type;
    if (!type) throw new ValidationError('A parameter type is required when you create a parameter.');
    const dataType = input.DataType ?? before.dataType ?? 'text';
    if (dataType !== 'text' && dataType !== 'aws:ec2:image')
      throw new ValidationError(
        `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
      );
    const allowedPattern = input.AllowedPattern ?? before.allowedPattern;
    if (allowedPattern) checkPattern(value, allowedPattern);
    const tier = tierOf(value, input.Tier ?? undefined, before.tier);
    const description = input.Description ?? before.description;

    const latest: ParameterVersion = {
      version: (before.version ?? 0) + 1,
      type,
      value: type === 'SecureString' ? cipher.encrypt(name, value) : value,
      tier,
      dataType,
      ...(type === 'SecureString' ? { keyId: input.KeyId ?? before.keyId ?? defaultKey } : {}),
      ...(description ? { description } : {}),
      ...(allowedPattern ? { allowedPattern } : {}),
      modifiedAt: cloud.now().getTime(),
      modifiedBy: request.caller.arn,
    };
    await parameters.put(name, {
      name,
      tags: existing?.tags ?? tagRecord(input.Tags ?? []),
      latest,
      older: existing ? versionsOf(existing).slice(1 - keptVersions) : [],
    });
    return { Version: latest.version, Tier: tier };
  },
});
