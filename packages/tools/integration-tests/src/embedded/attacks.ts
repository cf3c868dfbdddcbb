import { readFile } from 'node:fs/promises';
import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { session } from '@darkroom/localstack-client';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { EmbeddedStack } from '../embedded-stack.ts';

/** A request as a page or a program sends it, always with `fetch`. */
export interface Attempt {
  readonly url: string;
  readonly method: string;
  /** With `no-cors` the browser asks nobody beforehand, and the page cannot read the response. */
  readonly mode: 'cors' | 'no-cors';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent instead of a body. */
  readonly form?: Readonly<Record<string, string>>;
}

/** What a page tries with the root user's secret, which everybody knows. */
export interface Attack {
  readonly name: string;
  /** The request to the cloud at `origin`. */
  attempt(origin: string): Promise<Attempt>;
  /** Whether it had an effect; `read` is what its sender could read. */
  succeeded(read: string): Promise<boolean>;
  /** False for attacks that a program may not do either. */
  readonly byProgram: boolean;
}

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const builtZip = new URL('../../../../functions/publish-changes/dist/function.zip', import.meta.url);

/** The targets of the attacks: an image that is ready, and an original that nothing else needs. */
export interface Prey {
  readonly id: string;
  readonly key: string;
  readonly updatedAt: string;
  readonly doomedKey: string;
}

export function attacksOn(
  { target, local }: EmbeddedStack,
  { id, key, updatedAt, doomedKey }: Prey,
): Attack[] {
  const { region, apiUrl, originalsBucket: Bucket, imagesApiFunction } = target;
  const at = (origin: string, path: string) => new URL(path, origin).href;
  const apiAt = (origin: string, path: string) => at(origin, new URL(apiUrl).pathname + path);
  const api = (path: string) => fetch(`${apiUrl}${path}`);
  const s3At = (endpoint: string) => session({ endpoint, region, credentials }).client(S3Client);
  const exists = (lookup: Promise<unknown>) =>
    lookup.then(
      () => true,
      () => false,
    );
  const isThere = (Key: string) =>
    exists(local.client(S3Client).send(new HeadObjectCommand({ Bucket, Key })));

  const signer = (service: string) =>
    new SignatureV4({ service, region, credentials, sha256: Hash.bind(null, 'sha256') });
  const unsigned = (origin: string, method: string, path: string, body?: string, query = {}) => {
    const { host, hostname, protocol } = new URL(origin);
    return {
      method,
      protocol,
      hostname,
      path,
      query,
      headers: { host },
      ...(body === undefined ? {} : { body }),
    };
  };
  /** Signed in its URL, so that a page can send it without a preflight. */
  async function byUrl(
    service: string,
    ...[origin, method, path, body, query]: Parameters<typeof unsigned>
  ): Promise<Attempt> {
    const request = await signer(service).presign(unsigned(origin, method, path, body, query), {
      expiresIn: 600,
    });
    const search = new URLSearchParams(request.query as Record<string, string>);
    const url = `${at(origin, path)}?${search}`;
    return { url, method, mode: 'no-cors', ...(body === undefined ? {} : { body }) };
  }
  /** Signed in its headers: from another origin, the browser sends a preflight first. */
  async function byHeader(
    service: string,
    origin: string,
    method: string,
    path: string,
    body: string,
  ): Promise<Attempt> {
    const { headers } = await signer(service).sign(unsigned(origin, method, path, body));
    const { host: _, ...sent } = headers;
    return { url: at(origin, path), method, mode: 'cors', headers: sent, body };
  }

  const functions = '/2015-03-31/functions';
  const lookUp = (FunctionName: string) =>
    local.client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName }));
  const functionNamed = async (FunctionName: string) => {
    const { Role } = await lookUp(imagesApiFunction);
    const ZipFile = (await readFile(builtZip)).toString('base64');
    return JSON.stringify({
      FunctionName,
      Role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    });
  };
  const functionExists = (name: string) => exists(lookUp(name));
  const announcing = (filename: string) =>
    JSON.stringify({
      httpMethod: 'POST',
      path: '/images',
      resource: '/{proxy+}',
      headers: { 'content-type': 'application/json' },
      multiValueHeaders: { 'content-type': ['application/json'] },
      requestContext: {},
      body: JSON.stringify({ filename, contentType: 'image/jpeg', bytes: 1 }),
    });
  const isAnnounced = async (filename: string) =>
    (await (await api('/images?status=pending')).text()).includes(filename);
  const invocations = `${functions}/${imagesApiFunction}/invocations`;

  return [
    {
      name: 'create a function, signed in the URL',
      attempt: async (origin) => byUrl('lambda', origin, 'POST', functions, await functionNamed('by-url')),
      succeeded: () => functionExists('by-url'),
      byProgram: false,
    },
    {
      name: 'create a function, signed in headers',
      attempt: async (origin) =>
        byHeader('lambda', origin, 'POST', functions, await functionNamed('by-header')),
      succeeded: () => functionExists('by-header'),
      byProgram: true,
    },
    {
      name: 'invoke a function, signed in the URL',
      attempt: (origin) => byUrl('lambda', origin, 'POST', invocations, announcing('by-url.jpg')),
      succeeded: () => isAnnounced('by-url.jpg'),
      byProgram: false,
    },
    {
      name: 'invoke a function, signed in headers',
      attempt: (origin) => byHeader('lambda', origin, 'POST', invocations, announcing('by-header.jpg')),
      succeeded: () => isAnnounced('by-header.jpg'),
      byProgram: true,
    },
    {
      name: 'create a user through a picture',
      attempt: (origin) =>
        byUrl('iam', origin, 'GET', '/', undefined, { Action: 'CreateUser', UserName: 'eve' }),
      succeeded: () => exists(local.client(IAMClient).send(new GetUserCommand({ UserName: 'eve' }))),
      byProgram: false,
    },
    {
      name: 'list the photos',
      attempt: async (origin) => ({ url: apiAt(origin, '/images'), method: 'GET', mode: 'cors' }),
      succeeded: async (read) => read.includes(key),
      byProgram: true,
    },
    {
      name: 'have a photo processed again',
      attempt: async (origin) => ({
        url: apiAt(origin, `/images/${id}/reprocess`),
        method: 'POST',
        mode: 'no-cors',
      }),
      succeeded: async () => !(await (await api(`/images/${id}`)).text()).includes(updatedAt),
      byProgram: true,
    },
    {
      name: 'delete a photo',
      attempt: async (origin) => ({ url: apiAt(origin, `/images/${id}`), method: 'DELETE', mode: 'cors' }),
      succeeded: async () => !(await isThere(key)),
      byProgram: true,
    },
    {
      name: 'delete an original',
      attempt: async (origin) => ({
        url: await getSignedUrl(s3At(origin), new DeleteObjectCommand({ Bucket, Key: doomedKey })),
        method: 'DELETE',
        mode: 'cors',
      }),
      succeeded: async () => !(await isThere(doomedKey)),
      byProgram: true,
    },
    {
      name: 'upload with a form',
      attempt: async (origin) => {
        const { url, fields } = await createPresignedPost(s3At(origin), { Bucket, Key: 'by-form' });
        return { url, method: 'POST', mode: 'no-cors', form: { ...fields, file: 'stolen' } };
      },
      succeeded: () => isThere('by-form'),
      byProgram: true,
    },
    {
      name: 'upload with a signed URL',
      attempt: async (origin) => ({
        url: await getSignedUrl(s3At(origin), new PutObjectCommand({ Bucket, Key: 'by-put' })),
        method: 'PUT',
        mode: 'cors',
        body: 'stolen',
      }),
      succeeded: () => isThere('by-put'),
      byProgram: true,
    },
    {
      name: 'inject faults',
      attempt: async (origin) => ({
        url: at(origin, '/_local/faults'),
        method: 'POST',
        mode: 'no-cors',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify([{ service: 'logs', errorRate: 1 }]),
      }),
      succeeded: async () =>
        (await (await fetch(at(target.endpoint ?? '', '/_local/faults'))).text()) !== '[]',
      byProgram: true,
    },
  ];
}

/** Resolves with what its sender can read. Runs in a page or in a program. */
export async function send({ url, method, mode, headers = {}, body, form }: Attempt): Promise<string> {
  const fields = new FormData();
  for (const [name, value] of Object.entries(form ?? {})) fields.append(name, value);
  const sent = form ? fields : body;
  try {
    const response = await fetch(url, {
      method,
      mode,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
    });
    return await response.text();
  } catch {
    return ''; // the browser did not let the page read it
  }
}
