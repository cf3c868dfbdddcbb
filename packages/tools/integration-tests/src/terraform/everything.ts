import * as apiGateway from '@aws-sdk/client-api-gateway';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import type { Session } from '@darkroom/localstack-client';
import { readCloudFront } from './cloudfront-documents.ts';

type Documents = Record<string, unknown>;

/** Every resource of a cloud as its API describes it, by kind and name, without values that differ from run to run. */
export async function readEverything(cloud: Session): Promise<Record<string, Documents>> {
  const kinds = {
    keys: await readKeys(cloud.client(kms.KMSClient)),
    buckets: await readBuckets(cloud.client(s3.S3Client)),
    tables: await readTables(cloud.client(dynamodb.DynamoDBClient)),
    functions: await readFunctions(cloud.client(lambda.LambdaClient)),
    roles: await readRoles(cloud.client(iam.IAMClient)),
    queues: await readQueues(cloud.client(sqs.SQSClient)),
    topics: await readTopics(cloud.client(sns.SNSClient)),
    logGroups: await readLogGroups(cloud.client(logs.CloudWatchLogsClient)),
    logDeliveries: await readLogDeliveries(cloud.client(logs.CloudWatchLogsClient)),
    alarms: await readAlarms(cloud.client(cloudwatch.CloudWatchClient)),
    apis: await readApis(cloud.client(apiGateway.APIGatewayClient)),
    cloudfront: await readCloudFront(cloud.client(CloudFrontClient)),
  };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, documents]) => [kind, stable(documents) as Documents]),
  );
}

/** Names of members that hold times and generated ids. */
const generated =
  /^(\$metadata|.*(Date|Modified|DateTime|Timestamp)|creationTime|RoleId|KeyId|RevisionId|UUID|EventSourceMappingArn|TableId|LatestStreamLabel|deploymentId|resourceId|rootResourceId|id|parentId|cacheNamespace|.*(ItemCount|SizeBytes)|StateTransitionReason|storedBytes|Location|SubscriptionArn)$/i;

/** Without generated members, with policies parsed, and with sorted lists, because lists in these documents are sets. */
function stable(value: unknown): unknown {
  if (typeof value === 'string') return stableText(value);
  if (Array.isArray(value)) {
    return value.map(stable).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([name, member]) => member !== undefined && !generated.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, stable(member)]);
  return Object.fromEntries(members);
}

function stableText(text: string): unknown {
  const decoded = text.startsWith('%7B') ? decodeURIComponent(text) : text;
  if (/^\{.*"Statement"/s.test(decoded)) return stable(JSON.parse(decoded));
  return text
    .replaceAll(/http:\/\/(127\.0\.0\.1|localhost):\d+/g, 'ENDPOINT')
    .replaceAll(/key\/[\da-f-]{36}/g, 'key/ID')
    .replaceAll(/stream\/[\d:T.-]+/g, 'stream/LABEL');
}

/** The response of the call, or its error code: "there is none" is a response too. */
async function answer(call: Promise<object>): Promise<unknown> {
  return call.catch((error: Error) => error.name);
}

async function each<T>(
  items: readonly T[],
  name: (item: T) => string | undefined,
  read: (item: T) => Promise<unknown>,
) {
  const documents = await Promise.all(items.map(async (item) => [name(item) ?? '', await read(item)]));
  return Object.fromEntries(documents) as Documents;
}

/** Those that have a name. */
async function readKeys(client: kms.KMSClient): Promise<Documents> {
  const { Aliases = [] } = await client.send(new kms.ListAliasesCommand({}));
  return each(
    Aliases,
    ({ AliasName }) => AliasName,
    async ({ TargetKeyId: KeyId }) => ({
      key: await client.send(new kms.DescribeKeyCommand({ KeyId })),
      policy: await client.send(new kms.GetKeyPolicyCommand({ KeyId })),
      rotation: await client.send(new kms.GetKeyRotationStatusCommand({ KeyId })),
    }),
  );
}

async function readBuckets(client: s3.S3Client): Promise<Documents> {
  const { Buckets = [] } = await client.send(new s3.ListBucketsCommand({}));
  return each(
    Buckets,
    ({ Name }) => Name,
    async ({ Name: Bucket }) => ({
      policy: await answer(client.send(new s3.GetBucketPolicyCommand({ Bucket }))),
      cors: await answer(client.send(new s3.GetBucketCorsCommand({ Bucket }))),
      encryption: await answer(client.send(new s3.GetBucketEncryptionCommand({ Bucket }))),
      lifecycle: await answer(client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))),
      notification: await answer(client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }))),
      ownership: await answer(client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))),
      publicAccess: await answer(client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))),
      tags: await answer(client.send(new s3.GetBucketTaggingCommand({ Bucket }))),
      versioning: await answer(client.send(new s3.GetBucketVersioningCommand({ Bucket }))),
    }),
  );
}

async function readTables(client: dynamodb.DynamoDBClient): Promise<Documents> {
  const { TableNames = [] } = await client.send(new dynamodb.ListTablesCommand({}));
  return each(
    TableNames,
    (name) => name,
    async (TableName) => {
      const { Table } = await client.send(new dynamodb.DescribeTableCommand({ TableName }));
      return {
        Table,
        backups: await client
          .send(new dynamodb.DescribeContinuousBackupsCommand({ TableName }))
          .then(
            ({ ContinuousBackupsDescription }) =>
              ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
          ),
        expiry: await client.send(new dynamodb.DescribeTimeToLiveCommand({ TableName })),
        tags: await client.send(new dynamodb.ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn })),
      };
    },
  );
}

async function readFunctions(client: lambda.LambdaClient): Promise<Documents> {
  const { Functions = [] } = await client.send(new lambda.ListFunctionsCommand({}));
  return each(
    Functions,
    ({ FunctionName }) => FunctionName,
    async ({ FunctionName, FunctionArn }) => ({
      function: await client.send(new lambda.GetFunctionCommand({ FunctionName })),
      policy: await answer(client.send(new lambda.GetPolicyCommand({ FunctionName }))),
      asynchronous: await answer(
        client.send(new lambda.GetFunctionEventInvokeConfigCommand({ FunctionName })),
      ),
      sources: await client.send(new lambda.ListEventSourceMappingsCommand({ FunctionName })),
      tags: await client.send(new lambda.ListTagsCommand({ Resource: FunctionArn })),
    }),
  );
}

async function readRoles(client: iam.IAMClient): Promise<Documents> {
  const { Roles = [] } = await client.send(new iam.ListRolesCommand({}));
  return each(
    Roles,
    ({ RoleName }) => RoleName,
    async ({ RoleName }) => {
      const { PolicyNames = [] } = await client.send(new iam.ListRolePoliciesCommand({ RoleName }));
      return {
        role: await client.send(new iam.GetRoleCommand({ RoleName })), // includes its tags
        policies: await each(
          PolicyNames,
          (name) => name,
          (PolicyName) => client.send(new iam.GetRolePolicyCommand({ RoleName, PolicyName })),
        ),
      };
    },
  );
}

async function readQueues(client: sqs.SQSClient): Promise<Documents> {
  const { QueueUrls = [] } = await client.send(new sqs.ListQueuesCommand({}));
  return each(
    QueueUrls,
    (url) => url.split('/').at(-1),
    async (QueueUrl) => ({
      attributes: await client.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
      tags: await client.send(new sqs.ListQueueTagsCommand({ QueueUrl })),
    }),
  );
}

async function readTopics(client: sns.SNSClient): Promise<Documents> {
  const { Topics = [] } = await client.send(new sns.ListTopicsCommand({}));
  return each(
    Topics,
    ({ TopicArn }) => TopicArn,
    async ({ TopicArn }) => {
      const { Attributes } = await client.send(new sns.GetTopicAttributesCommand({ TopicArn }));
      const { Tags } = await client.send(new sns.ListTagsForResourceCommand({ ResourceArn: TopicArn }));
      const { Subscriptions = [] } = await client.send(new sns.ListSubscriptionsByTopicCommand({ TopicArn }));
      const subscriptions = await each(
        Subscriptions,
        ({ Endpoint }) => Endpoint,
        async ({ SubscriptionArn }) =>
          (await client.send(new sns.GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes,
      );
      return { Attributes, Tags, subscriptions };
    },
  );
}

async function readLogGroups(client: logs.CloudWatchLogsClient): Promise<Documents> {
  const { logGroups = [] } = await client.send(new logs.DescribeLogGroupsCommand({}));
  return each(
    logGroups,
    ({ logGroupName }) => logGroupName,
    async (group) => ({
      group,
      tags: await client.send(new logs.ListTagsForResourceCommand({ resourceArn: group.logGroupArn })),
    }),
  );
}

async function readAlarms(client: cloudwatch.CloudWatchClient): Promise<Documents> {
  const { MetricAlarms = [] } = await client.send(new cloudwatch.DescribeAlarmsCommand({}));
  return each(
    MetricAlarms,
    ({ AlarmName }) => AlarmName,
    async (alarm) => ({
      alarm,
      tags: await client.send(new cloudwatch.ListTagsForResourceCommand({ ResourceARN: alarm.AlarmArn })),
    }),
  );
}

async function readApis(client: apiGateway.APIGatewayClient): Promise<Documents> {
  const { items = [] } = await client.send(new apiGateway.GetRestApisCommand({}));
  return each(
    items,
    ({ name }) => name,
    async (api) => {
      const restApiId = api.id;
      const { items: resources = [] } = await client.send(
        new apiGateway.GetResourcesCommand({ restApiId, embed: ['methods'] }),
      );
      const { item: stages } = await client.send(new apiGateway.GetStagesCommand({ restApiId }));
      return {
        api,
        stages,
        resources: await each(
          resources,
          ({ path }) => path,
          async (resource) => resource,
        ),
        answers: await client.send(new apiGateway.GetGatewayResponsesCommand({ restApiId })),
        authorizers: await client.send(new apiGateway.GetAuthorizersCommand({ restApiId })),
      };
    },
  );
}

async function readLogDeliveries(client: logs.CloudWatchLogsClient): Promise<Documents> {
  const { deliveries = [] } = await client.send(new logs.DescribeDeliveriesCommand({}));
  const { deliverySources = [] } = await client.send(new logs.DescribeDeliverySourcesCommand({}));
  const { deliveryDestinations = [] } = await client.send(new logs.DescribeDeliveryDestinationsCommand({}));
  const named = [...deliverySources, ...deliveryDestinations].map((part) => [part.arn, part]);
  return Object.fromEntries([...deliveries.map((part) => [part.deliverySourceName, part]), ...named]);
}
