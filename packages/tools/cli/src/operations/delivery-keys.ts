import { randomBytes } from 'node:crypto';
import { lookup as dnsLookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { CloudFrontClient, DescribeKeyValueStoreCommand, EntityNotFound } from '@aws-sdk/client-cloudfront';
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand as DescribeValuesCommand,
  PutKeyCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type DeliveryKey, keyToSignWith, readDeliveryKeys } from '@darkroom/delivery-keys';
import { builtConfig } from '@darkroom/infra/built-config';
import { session } from '@darkroom/localstack-client';
import { CliError } from '../errors.ts';
import type { StackOptions } from './stack.ts';
import '@aws-sdk/signature-v4a'; // how the key value store's API is signed

/** The keys that sign addresses of pictures, in both places where they are verified. */
export interface DeliveryKeys {
  /** The newest first. */
  list(): Promise<DeliveryKey[]>;
  /** Makes one. It signs after five minutes; those before it stay valid. */
  add(): Promise<DeliveryKey>;
  /** Addresses that it signed end within a minute. Throws `CliError` if there is no such key, or if it is in use. */
  remove(id: string): Promise<void>;
}

export function openDeliveryKeys({ stage, endpoint }: StackOptions): DeliveryKeys {
  const { name, region } = builtConfig();
  const local = endpoint === undefined ? undefined : session({ endpoint, region });
  const ssm = local?.client(SSMClient) ?? new SSMClient({ region });
  const path = `/${name}/${stage}/delivery-keys`;
  const store = openStore(`${name}-${stage}-delivery-keys`, local);
  return {
    list: () => readDeliveryKeys(ssm, path),

    async add() {
      const keys = await readDeliveryKeys(ssm, path);
      const id = `k${1 + Math.max(0, ...keys.map((key) => Number(/^k(\d+)$/.exec(key.id)?.[1] ?? 0)))}`;
      const secret = randomBytes(32).toString('base64url');
      // CloudFront first: whoever signs reads the parameters.
      await store.put(id, secret);
      await ssm.send(new PutParameterCommand({ Name: `${path}/${id}`, Value: secret, Type: 'SecureString' }));
      return { id, secret, createdAt: new Date() };
    },

    async remove(id) {
      const keys = await readDeliveryKeys(ssm, path);
      if (!keys.some((key) => key.id === id)) {
        const names = keys.map((key) => key.id).join(', ') || 'none';
        throw new CliError('NoSuchKey', `There is no key ${id}. There are: ${names}.`, 2);
      }
      if (keys.length === 1) {
        throw new CliError('LastKey', `${id} is the only key. Add another first: darkroom keys --add`, 2);
      }
      if (keyToSignWith(keys, new Date())?.id === id) {
        throw new CliError('KeyInUse', `${id} signs until a newer key has been there for five minutes.`, 2);
      }
      await ssm.send(new DeleteParameterCommand({ Name: `${path}/${id}` }));
      await store.delete(id);
    },
  };
}

/** The SDK puts the account's id before the host, and not before an address; names below `localhost` are this machine. */
function localValues(endpoint: string) {
  const url = new URL(endpoint);
  if (url.hostname === '127.0.0.1') url.hostname = 'localhost';
  const lookup: LookupFunction = (host, options, done) =>
    host.endsWith('.localhost') ? dnsLookup('127.0.0.1', options, done) : dnsLookup(host, options, done);
  return { endpoint: url.href, requestHandler: { httpAgent: new Agent({ lookup }) } };
}

/** CloudFront's copy of the keys; nothing where the deployment has no CloudFront. */
function openStore(name: string, local: ReturnType<typeof session> | undefined) {
  // CloudFront and its stores have one region for all of AWS.
  const cloudFront = local?.client(CloudFrontClient) ?? new CloudFrontClient({ region: 'us-east-1' });
  const values = local
    ? local.client(CloudFrontKeyValueStoreClient, localValues(local.endpoint))
    : new CloudFrontKeyValueStoreClient({ region: 'us-east-1' });

  async function find(): Promise<{ KvsARN: string; IfMatch: string } | undefined> {
    const described = await cloudFront.send(new DescribeKeyValueStoreCommand({ Name: name })).catch(absent);
    const KvsARN = described?.KeyValueStore?.ARN;
    if (KvsARN === undefined) return undefined;
    const { ETag = '' } = await values.send(new DescribeValuesCommand({ KvsARN }));
    return { KvsARN, IfMatch: ETag };
  }
  return {
    async put(Key: string, Value: string): Promise<void> {
      const store = await find();
      if (store) await values.send(new PutKeyCommand({ ...store, Key, Value }));
    },
    async delete(Key: string): Promise<void> {
      const store = await find();
      if (store) await values.send(new DeleteKeyCommand({ ...store, Key }));
    },
  };
}

function absent(error: unknown): undefined {
  if (error instanceof EntityNotFound) return undefined;
  throw error;
}
