import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, onTestFinished, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

const logGroupName = '/aws/vendedlogs/api';
const format = {
  request: '$context.requestId',
  invocation: '$context.integration.requestId',
  status: '$context.status',
  path: '$context.path',
  method: '$context.httpMethod',
  caller: '$context.identity.userArn',
};

test('a stage logs each request in its own format, with the id of the function that answered it', async () => {
  const { aws, apiGateway, createApi } = await startApiGateway();
  const { restApiId, url } = await createApi(
    'export const handler = async (_, { awsRequestId }) => ({ statusCode: 200, body: awsRequestId });',
  );
  const set = (name: string, value: string) =>
    ({ op: 'replace', path: `/accessLogSettings/${name}`, value }) as const;
  const patchOperations = [
    set('destinationArn', `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`),
    set('format', JSON.stringify(format)),
  ];
  await apiGateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
  const answer = await fetch(`${url}/images?secret=1`);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const logs = new CloudWatchLogsClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => logs.destroy());
  const lines = async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message = '' }) => JSON.parse(message));
  };
  await expect
    .poll(() => lines().catch(() => []))
    .toEqual([
      {
        request: answer.headers.get('x-amzn-requestid'),
        invocation: await answer.text(),
        status: '200',
        path: `/${stageName}/images`,
        method: 'GET',
        caller: '-',
      },
    ]);
});
