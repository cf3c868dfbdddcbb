import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { echo, FunctionName, startUrl } from '../testing/start-url.ts';

const forbidden = {
  Message:
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
};
const root = { accessKeyId: 'test', secretAccessKey: 'test' };

async function ask(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return {
    status: response.status,
    errorType: response.headers.get('x-amzn-errortype'),
    body: JSON.parse(await response.text()),
  };
}

function signerOf(credentials: typeof root, service = 'lambda') {
  return new SignatureV4({ service, region: 'us-east-1', credentials, sha256: Hash.bind(null, 'sha256') });
}

function requestOf(url: string, method: string, body: string) {
  const { hostname, port, host, pathname, searchParams } = new URL(url);
  return {
    method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, 'content-type': 'text/plain' },
    body,
  };
}

async function askSigned(
  url: string,
  { credentials = root, service = 'lambda', method = 'POST', body = 'hello', sent = 'hello' } = {},
) {
  const { headers } = await signerOf(credentials, service).sign(requestOf(url, method, body));
  return ask(url, { method, headers, ...(method === 'GET' ? {} : { body: sent }) });
}

test('a public URL needs both permissions, by their conditions', async () => {
  const { url, lambda } = await startUrl(echo);
  const remove = (StatementId: string) =>
    lambda.send(new RemovePermissionCommand({ FunctionName, StatementId }));
  const add = (input: {
    StatementId: string;
    Action: string;
    FunctionUrlAuthType?: 'AWS_IAM' | 'NONE';
    InvokedViaFunctionUrl?: boolean;
    Principal?: string;
  }) => lambda.send(new AddPermissionCommand({ FunctionName, Principal: '*', ...input }));
  expect(await ask(url)).toMatchObject({ status: 200 });

  await remove('invoke');
  expect(await ask(url)).toEqual({ status: 403, errorType: 'AccessDeniedException', body: forbidden });
  await add({ StatementId: 'invoke', Action: 'lambda:InvokeFunction' });
  expect(await ask(url)).toMatchObject({ status: 200 });

  await remove('url');
  expect(await ask(url)).toMatchObject({ status: 403 });
  await add({ StatementId: 'iam', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'AWS_IAM' });
  await add({ StatementId: 'account', Action: 'lambda:InvokeFunctionUrl', Principal: '000000000000' });
  expect(await ask(url)).toMatchObject({ status: 403 });
});

test('a public URL looks at no signature', async () => {
  const { url } = await startUrl(echo);
  const nonsense = { authorization: 'AWS4-HMAC-SHA256 nonsense' };
  const { status, body } = await ask(`${url}/?X-Amz-Algorithm=AWS4-HMAC-SHA256`, { headers: nonsense });
  expect(status).toBe(200);
  expect(body.headers.authorization).toBe(nonsense.authorization);
  expect(body.requestContext.accountId).toBe('anonymous');
});

test('a URL with AWS_IAM is for who signs for Lambda, in headers or in the URL, and tells the function who', async () => {
  const { url, permit } = await startUrl(echo, { AuthType: 'AWS_IAM' });
  await permit('*', 'AWS_IAM');
  expect(await ask(url)).toEqual({ status: 403, errorType: 'AccessDeniedException', body: forbidden });

  const { status, body } = await askSigned(`${url}/a%20b?x=1`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ rawPath: '/a%20b', body: 'hello' });
  expect(body.requestContext).toMatchObject({
    accountId: '000000000000',
    authentication: null,
    authorizer: {
      iam: {
        accessKey: 'test',
        accountId: '000000000000',
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:iam::000000000000:root',
      },
    },
  });

  const presigned = await signerOf(root).presign(requestOf(url, 'GET', ''), {
    expiresIn: 60,
    unsignableHeaders: new Set(['content-type']),
  });
  const query = new URLSearchParams(presigned.query as Record<string, string>);
  expect(await ask(`${url}?${query}`)).toMatchObject({ status: 200 });

  expect(await askSigned(url, { service: 's3' })).toMatchObject({ status: 403 });
  expect(await askSigned(url, { sent: 'another body' })).toMatchObject({
    status: 403,
    errorType: 'InvalidSignatureException',
    body: { message: expect.stringContaining('The request signature we calculated does not match') },
  });
  const stranger = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' };
  expect(await askSigned(url, { credentials: stranger })).toMatchObject({
    errorType: 'UnrecognizedClientException',
  });
});

test('with --enforce-iam a user needs both permissions, of his own or of the function', async () => {
  const { url, iam, lambda, permit } = await startUrl(echo, { AuthType: 'AWS_IAM' }, { enforceIam: true });
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const Resource = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
  const allow = (Action: string[]) =>
    iam.send(
      new PutUserPolicyCommand({
        UserName: 'ada',
        PolicyName: 'url',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action, Resource },
        }),
      }),
    );
  const status = async () => (await askSigned(url, { credentials })).status;

  expect(await status()).toBe(403);
  await allow(['lambda:InvokeFunctionUrl']);
  expect(await status()).toBe(403);
  await allow(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']);
  expect(await status()).toBe(200);
  await allow(['lambda:GetFunction']);
  await permit('arn:aws:iam::000000000000:user/ada', 'AWS_IAM');
  expect(await status()).toBe(200);
  await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 'url' }));
  expect(await status()).toBe(403);
});
