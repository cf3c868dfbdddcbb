import { setTimeout } from 'node:timers/promises';
import { GetFunctionUrlConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { imageId } from '@darkroom/catalog';
import { readDeliveryKeys } from '@darkroom/delivery-keys';
import { imageUrls } from '@darkroom/image-url';
import { createSigner } from '@darkroom/image-url/sign';
import { session } from '@darkroom/localstack-client';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import { startNewStack } from './new-stack.ts';
import { fetchPicture } from './timings.ts';

const readySchema = z.object({
  status: z.literal('ready'),
  variants: z.array(z.object({ preset: z.string(), url: z.url() })),
});
type Ready = z.output<typeof readySchema>;

/** Darkroom on this machine, as `pnpm start` runs it, without photos. */
export async function startDeliveryStack() {
  const stack = await startNewStack();
  const { endpoint, region, stage, originalsBucket, deliveryUrl, apiUrl } = stack;
  const local = session({ endpoint, region });
  const s3 = local.client(S3Client);
  const variantsBucket = originalsBucket.replace('originals', 'variants');
  const [key] = await readDeliveryKeys(local.client(SSMClient), `/darkroom/${stage}/delivery-keys`);
  if (!key) throw new Error('There is no key.');
  const signer = createSigner(key);
  const urls = imageUrls({ base: deliveryUrl });
  const { FunctionUrl: functionUrl = '' } = await local
    .client(LambdaClient)
    .send(new GetFunctionUrlConfigCommand({ FunctionName: `darkroom-${stage}-serve-image` }));
  const sigV4 = new SignatureV4({
    service: 'lambda',
    region,
    sha256: Hash.bind(null, 'sha256'),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const ready = new Map<string, Ready>();

  async function untilReady(id: string): Promise<Ready> {
    for (;;) {
      const { data } = readySchema.safeParse(await (await fetch(`${apiUrl}/images/${id}`)).json());
      if (data) return data;
      await setTimeout(100);
    }
  }

  return {
    url: deliveryUrl,
    apiUrl,
    close: () => stack.close(),

    /** Resolves to the image's id when its variants are there. */
    async upload(name: string, bytes: Uint8Array): Promise<string> {
      await s3.send(new PutObjectCommand({ Bucket: originalsBucket, Key: name, Body: bytes }));
      const id = imageId(name);
      ready.set(id, await untilReady(id));
      return id;
    },

    signed(id: string, w: number): string {
      return urls.transform(id, { w }, { format: 'webp', token: signer.transform(id, { w }) });
    },

    /** Asks serve-image itself, without CloudFront. */
    async askServer(path: string): Promise<void> {
      const [id] = new URL(functionUrl).hostname.split('.');
      const url = new URL(`${endpoint}/_aws/lambda-url/${id}${path}`); // needs no DNS
      const { hostname, host, pathname } = url;
      const request = {
        method: 'GET',
        protocol: 'http:',
        hostname,
        path: pathname,
        query: {},
        headers: { host },
      };
      const { headers } = await sigV4.sign(request);
      await fetchPicture(url.href, { headers });
    },

    async getObject(id: string, preset: string): Promise<void> {
      const url = ready.get(id)?.variants.find((variant) => variant.preset === preset)?.url ?? '';
      const Key = url.slice(url.indexOf('/v/') + 3);
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: variantsBucket, Key }));
      await Body?.transformToByteArray();
    },
  };
}
