import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { FunctionName, startMappings } from '../testing/start-mappings.ts';

const denied = { name: 'AccessDeniedException' };

test('a policy may tell mappings apart by the function that they call', async () => {
  const { aws, iam, create, createConsumer, createQueue, map } = await startMappings({ enforceIam: true });
  const another = 'another';
  await createConsumer('ids');
  await create(another, 'export const handler = () => {}', { Timeout: 30 });
  const PolicyDocument = policy({ Action: 'sqs:*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'test', PolicyName: 'read', PolicyDocument }));
  const { arn: EventSourceArn } = await createQueue('jobs');
  const theirs = await map(EventSourceArn, { FunctionName: another });
  const user = await userWho(iam, aws.endpoint, {
    Action: 'lambda:*EventSourceMapping',
    Condition: { ArnLike: { 'lambda:FunctionArn': `arn:aws:lambda:*:*:function:${FunctionName}` } },
  });
  const make = (name: string) =>
    user.send(new CreateEventSourceMappingCommand({ FunctionName: name, EventSourceArn }));
  const read = (UUID = '') => user.send(new GetEventSourceMappingCommand({ UUID }));
  const update = (UUID = '', changes: { FunctionName?: string } = {}) =>
    user.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5, ...changes }));
  const remove = (UUID = '') => user.send(new DeleteEventSourceMappingCommand({ UUID }));

  const { UUID } = await make(FunctionName);
  await update(UUID);
  expect(await read(UUID)).toMatchObject({ BatchSize: 5 });
  await expect(update(UUID, { FunctionName: another })).rejects.toMatchObject(denied);
  expect(await remove(UUID)).toMatchObject({ State: 'Deleting' });

  await expect(make(another)).rejects.toMatchObject(denied);
  await expect(read(theirs)).rejects.toMatchObject(denied);
  await expect(update(theirs)).rejects.toMatchObject(denied);
  await expect(remove(theirs)).rejects.toMatchObject(denied);
});

function policy(statement: object): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Resource: '*', ...statement },
  });
}

async function userWho(iam: IAMClient, endpoint: string, statement: object): Promise<LambdaClient> {
  const UserName = 'deployer';
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = policy(statement);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'deploy', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const lambda = new LambdaClient({ endpoint, region: 'us-east-1', credentials });
  onTestFinished(() => lambda.destroy());
  return lambda;
}
