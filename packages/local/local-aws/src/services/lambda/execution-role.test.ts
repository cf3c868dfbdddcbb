import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from './testing/start-lambda.ts';

const source = 'export const handler = async () => 1;';
const refusal = {
  name: 'InvalidParameterValueException',
  message: 'The role defined for the function cannot be assumed by Lambda.',
};

async function start() {
  const started = await startLambda();
  return {
    ...started,
    /** The ARN of a role that trusts a service under a condition. */
    async trusting(RoleName: string, Service: string, Condition: object = {}): Promise<string> {
      const Statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', Condition };
      const AssumeRolePolicyDocument = JSON.stringify({ Statement });
      const { Role } = await started.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
      return Role?.Arn ?? '';
    },
  };
}

test('a function takes a role that is there and trusts Lambda, no other', async () => {
  const { lambda, create, trusting } = await start();
  const missing = 'arn:aws:iam::000000000000:role/missing';
  const ofEc2 = await trusting('of-ec2', 'ec2.amazonaws.com');

  for (const Role of [missing, ofEc2]) {
    await expect(create('resize', source, { Role })).rejects.toMatchObject(refusal);
  }
  await create('resize', source, { Role: await trusting('good', 'lambda.amazonaws.com') });
  for (const Role of [missing, ofEc2]) {
    const update = new UpdateFunctionConfigurationCommand({ FunctionName: 'resize', Role });
    await expect(lambda.send(update)).rejects.toMatchObject(refusal);
  }
});

test("a role's conditions are about the function's account and ARN", async () => {
  const { create, trusting } = await start();
  const when = (name: string, account: string) =>
    trusting(name, 'lambda.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:us-east-1:*:function:resize' },
    });

  const Role = await when('own', '000000000000');
  await create('resize', source, { Role });
  await expect(create('other', source, { Role })).rejects.toMatchObject(refusal);
  const foreign = await when('foreign', '111111111111');
  await expect(create('resize-2', source, { Role: foreign })).rejects.toMatchObject(refusal);
});
