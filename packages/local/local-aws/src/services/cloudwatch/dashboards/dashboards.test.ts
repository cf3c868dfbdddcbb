import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect, onTestFinished, test } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';

async function start(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CloudWatchClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => client.destroy());
  return { aws, client };
}

const metric = { region: 'us-east-1', metrics: [['AWS/Lambda', 'Errors', 'FunctionName', 'resize']] };
const DashboardBody = JSON.stringify({
  widgets: [
    { type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# Photos' } },
    { type: 'metric', width: 12, height: 6, properties: { ...metric, view: 'timeSeries', stat: 'Sum' } },
  ],
});

test('a dashboard is read as it was put, also after a restart, until it is deleted', async () => {
  const dataDir = await temporaryFolder();
  const { aws, client } = await start({ dataDir });
  for (const DashboardName of ['photos', 'other'])
    await client.send(new PutDashboardCommand({ DashboardName, DashboardBody }));
  await aws.close();

  const { client: again } = await start({ dataDir });
  const DashboardArn = 'arn:aws:cloudwatch::000000000000:dashboard/photos';
  expect(await again.send(new GetDashboardCommand({ DashboardName: 'photos' }))).toMatchObject({
    ...{ DashboardName: 'photos', DashboardArn, DashboardBody },
  });
  const list = () => again.send(new ListDashboardsCommand({ DashboardNamePrefix: 'p' }));
  expect((await list()).DashboardEntries).toEqual([
    {
      ...{ DashboardName: 'photos', DashboardArn, LastModified: expect.any(Date) },
      Size: DashboardBody.length,
    },
  ]);
  const unknown = new DeleteDashboardsCommand({ DashboardNames: ['photos', 'unknown'] });
  await expect(again.send(unknown)).rejects.toThrow('Dashboard unknown does not exist');
  await again.send(new DeleteDashboardsCommand({ DashboardNames: ['photos'] }));
  expect((await list()).DashboardEntries).toEqual([]);
});

test.each([
  ['{"widgets":', '/'],
  ['{}', '/widgets'],
  [JSON.stringify({ widgets: [{ type: 'chart', properties: {} }] }), '/widgets/0/type'],
  [JSON.stringify({ widgets: [{ type: 'text', properties: {} }] }), '/widgets/0/properties/markdown'],
  [JSON.stringify({ widgets: [{ type: 'metric', properties: {}, width: 25 }] }), '/widgets/0/width'],
])('the body %s is refused, with where it is wrong', async (body, path) => {
  const { client } = await start();
  const refused = client.send(new PutDashboardCommand({ DashboardName: 'photos', DashboardBody: body }));
  await expect(refused).rejects.toThrow(`"dataPath":"${path}"`);
});
