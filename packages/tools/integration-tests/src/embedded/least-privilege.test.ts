import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { roleName } from '@darkroom/infra';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

// A cloud of its own: while a permission is away nobody else may need it.
let stack: EmbeddedStack;
let clients: { iam: IAMClient; logs: CloudWatchLogsClient; s3: S3Client };
let original: Buffer;

beforeAll(async () => {
  // Nobody listens there: each delivery fails, and is to be postponed.
  const webhooks = [{ name: 'down', url: 'http://127.0.0.1:9/' }];
  stack = await startEmbeddedStack({ config: { presets: { thumb: { width: 32 } }, webhooks } });
  const { local } = stack;
  clients = {
    iam: local.client(IAMClient),
    logs: local.client(CloudWatchLogsClient),
    s3: local.client(S3Client),
  };
  original = await photo(64, 48);
});
afterAll(() => stack.close());

const documentSchema = z.object({
  Version: z.string(),
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: z.union([z.string(), z.array(z.string())]),
      Resource: z.unknown(),
    }),
  ),
});

/** Runs `body` while the function's role may not do `action`, then gives it back. */
async function without(functionName: string, action: string, body: () => Promise<void>): Promise<void> {
  const { iam } = clients;
  const role = roleName(functionName, stack.target.region);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
  for (const PolicyName of PolicyNames) {
    const policy = { RoleName: role, PolicyName };
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(policy));
    const whole = decodeURIComponent(PolicyDocument);
    const document = documentSchema.parse(JSON.parse(whole));
    if (!document.Statement.some(({ Action }) => [Action].flat().includes(action))) continue;
    const Statement = document.Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action].flat().filter((allowed) => allowed !== action),
    })).filter(({ Action }) => Action.length > 0);
    await iam.send(
      new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify({ ...document, Statement }) }),
    );
    try {
      await body();
    } finally {
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: whole }));
    }
    return;
  }
  throw new Error(`${role} has no permission for ${action}`);
}

async function denialLogged(functionName: string, action: string): Promise<void> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const denial = `is not authorized to perform: ${action}`;
  await expect
    .poll(
      async () => {
        const { events = [] } = await clients.logs.send(new FilterLogEventsCommand({ logGroupName }));
        return events.some(({ message }) => message?.includes(denial));
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

function put(key: string) {
  return clients.s3.send(
    new PutObjectCommand({ Bucket: stack.target.originalsBucket, Key: key, Body: original }),
  );
}

describe('each permission of a function is one it needs: without it AWS says AccessDenied', () => {
  test.each(['s3:GetObject', 's3:PutObject', 'dynamodb:GetItem', 'dynamodb:PutItem'])(
    'process-upload: %s',
    async (action) => {
      const functionName = stack.target.processUploadFunction;
      await without(functionName, action, async () => {
        await put(`without-${action.replace(':', '-')}.jpg`);
        await denialLogged(functionName, action);
      });
    },
  );

  test.each(['dynamodb:GetItem', 'dynamodb:PutItem'])('record-failure: %s', async (action) => {
    const functionName = stack.target.recordFailureFunction;
    // Without the original's permission, too, there is a failure to record.
    await without(stack.target.processUploadFunction, 's3:GetObject', () =>
      without(functionName, action, async () => {
        await put(`unrecorded-${action.replace(':', '-')}.jpg`);
        await denialLogged(functionName, action);
      }),
    );
  });

  test.each(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'sqs:SendMessage'])(
    'publish-changes: %s',
    async (action) => {
      const functionName = stack.target.publishChangesFunction;
      await without(functionName, action, async () => {
        await put(`unpublished-${action.replace(':', '-')}.jpg`);
        await denialLogged(functionName, action);
      });
    },
  );

  test.each(['ssm:GetParameter', 'sqs:ChangeMessageVisibility'])('deliver-webhooks: %s', async (action) => {
    const functionName = 'darkroom-test-deliver-webhooks';
    await without(functionName, action, async () => {
      await put(`undelivered-${action.replace(':', '-')}.jpg`);
      await denialLogged(functionName, action);
    });
  });

  test.each([
    ['dynamodb:Query', '/images', 'GET'],
    ['dynamodb:GetItem', `/images/${'0'.repeat(32)}`, 'GET'],
  ])('images-api: %s', async (action, path, method) => {
    const functionName = stack.target.imagesApiFunction;
    await without(functionName, action, async () => {
      expect((await fetch(`${stack.target.apiUrl}${path}`, { method })).status).toBe(500);
      await denialLogged(functionName, action);
    });
  });
});
