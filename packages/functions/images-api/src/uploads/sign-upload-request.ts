import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { UploadRequest } from './upload-request.ts';

/** A request to sign: of an object that the server chose, with the type and the part's length that were announced. */
export type SignableRequest = UploadRequest & {
  readonly key: string;
  readonly contentType: string;
  /** Of a part's body. */
  readonly bytes?: number;
};

/** Headers in the signature: S3 refuses a part of another length, and, where an upload begins, another type. */
const signedHeaders = ['host', 'content-length'];

/** Signs requests by which a browser sends an object in parts straight to S3. The client must add no checksum. */
export function uploadRequestSigner(client: S3Client, Bucket: string, expiresIn: number) {
  const options = { expiresIn, signableHeaders: new Set(signedHeaders) };
  const beginning = { expiresIn, signableHeaders: new Set([...signedHeaders, 'content-type']) };
  return (request: SignableRequest): Promise<string> => {
    const { key: Key, contentType: ContentType, bytes: ContentLength, uploadId: UploadId } = request;
    if (UploadId === undefined) {
      return getSignedUrl(client, new CreateMultipartUploadCommand({ Bucket, Key, ContentType }), beginning);
    }
    const upload = { Bucket, Key, UploadId };
    switch (request.method) {
      case 'PUT': {
        const part = { ...upload, PartNumber: request.partNumber, ContentLength };
        return getSignedUrl(client, new UploadPartCommand(part), options);
      }
      case 'GET':
        return getSignedUrl(client, new ListPartsCommand(upload), options);
      case 'DELETE':
        return getSignedUrl(client, new AbortMultipartUploadCommand(upload), options);
      case 'POST':
        return getSignedUrl(client, new CompleteMultipartUploadCommand(upload), options);
    }
  };
}
