import { AwsError } from '../../../protocol/aws-error.ts';
import { bucketOfHost } from '../../../protocol/virtual-host.ts';

export interface Address {
  readonly bucket: string;
  readonly key: string;
}

/**
 * The bucket and key that a request names, by its host (`bucket.s3.localhost.localstack.cloud`) or by its path.
 * Source: S3 user guide, "Virtual hosting of general purpose buckets".
 */
export function parseAddress(host: string, path: string): Address {
  const { bucket, key } = splitAddress(host, path);
  return { bucket: decode(bucket), key: decode(key) };
}

/** The same, percent-encoded as sent, for callers that must not fail. */
export function splitAddress(host: string, path: string): Address {
  const bucket = bucketOfHost(host);
  if (bucket !== undefined) return { bucket, key: path.slice(1) };
  const slash = path.indexOf('/', 1);
  if (slash < 0) return { bucket: path.slice(1), key: '' };
  return { bucket: path.slice(1, slash), key: path.slice(slash + 1) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
