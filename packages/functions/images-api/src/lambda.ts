import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { createCatalog, readStatistics } from '@darkroom/catalog';
import { deliveryKeys } from '@darkroom/delivery-keys';
import { createLogger, readEnvironment, s3Addressing } from '@darkroom/lambda-kit';
import { openTracing } from '@darkroom/lambda-kit/tracing';
import { isSigned } from '@darkroom/pipeline-config';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import type { Context } from 'aws-lambda';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { addressesAt, transformAddressAt } from './addresses.ts';
import { createApp } from './app.ts';
import { filesBelow } from './gallery/gallery-files.ts';
import { manifest } from './manifest.ts';
import { requestPath } from './request-path.ts';
import { uploadRequestSigner } from './uploads/sign-upload-request.ts';

const environment = readEnvironment(manifest);
const logger = createLogger(manifest.name);
const tracing = openTracing(config.tracing, manifest.name, logger);
// A signed checksum would be that of a body that only the browser has.
const s3 = new S3Client({ ...s3Addressing(), requestChecksumCalculation: 'WHEN_REQUIRED' });
const lambda = new LambdaClient();
const table = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient()),
  tableName: environment.TABLE_NAME,
};
const now = () => new Date();
const keys = deliveryKeys(new SSMClient(), environment.KEYS_PATH, now);

const app = createApp({
  config,
  catalog: createCatalog(table),
  statistics: (owner) => readStatistics(table.client, table.tableName, owner),
  uploadForm: ({ key, contentType, bytes }) =>
    createPresignedPost(s3, {
      Bucket: environment.ORIGINALS_BUCKET,
      Key: key,
      Fields: { 'Content-Type': contentType },
      Conditions: [['content-length-range', bytes, bytes]],
      Expires: config.uploads.expirySeconds,
    }),
  signUploadRequest: uploadRequestSigner(s3, environment.ORIGINALS_BUCKET, config.uploads.expirySeconds),
  deliveryUrl: environment.DELIVERY_URL,
  addresses: addressesAt(environment.DELIVERY_URL, isSigned(config) ? keys : undefined, now),
  transformAddress: transformAddressAt(environment.DELIVERY_URL, keys, now),
  async deleteOriginal({ key }) {
    await s3.send(new DeleteObjectCommand({ Bucket: environment.ORIGINALS_BUCKET, Key: key }));
  },
  async reprocess({ id: _, ...reprocess }) {
    await lambda.send(
      new InvokeCommand({
        FunctionName: environment.PROCESS_UPLOAD_FUNCTION,
        InvocationType: 'Event',
        Payload: JSON.stringify({ reprocess }),
      }),
    );
  },
  gallery: filesBelow(new URL('./gallery/', import.meta.url)),
  region: process.env.AWS_REGION ?? config.region,
  log: logger,
});

const serve = handle(app);
type RestApiEvent = Extract<LambdaEvent, { resource: string }>;

/** API Gateway's proxy event in, its proxy response out. */
export async function handler(event: RestApiEvent, context: Context) {
  logger.addContext(context);
  logger.setCorrelationId(context.awsRequestId);
  const request = {
    ...event,
    path: requestPath(event.path),
    // The body of a GET or HEAD means nothing (RFC 9110, 9.3.1 and 9.3.2), but a `Request` with one is a TypeError.
    body: event.httpMethod === 'GET' || event.httpMethod === 'HEAD' ? null : event.body,
  };
  try {
    // What follows an upload is in the trace of the request that announced it.
    const name = `${event.httpMethod} /${request.path.split('/')[1] ?? ''}`; // no ids: names are to be few
    return await tracing.trace(name, [context.awsRequestId], () => serve(request, context));
  } finally {
    await tracing.flush();
  }
}
