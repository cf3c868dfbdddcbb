const virtualHosts = [
  /^(?<bucket>.+)\.s3(?:[.-][a-z0-9-]+)*\.(?:amazonaws\.com|localhost\.localstack\.cloud)$/,
  /^(?<bucket>.+)\.s3\.localhost$/,
  /^(?<bucket>(?!s3\.).+)\.localhost$/,
];

/**
 * The bucket that a host names: `bucket.s3.localhost.localstack.cloud`; undefined for any other.
 * Source: S3 user guide, "Virtual hosting of general purpose buckets".
 */
export function bucketOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return virtualHosts.map((pattern) => pattern.exec(name)?.groups?.bucket).find((found) => found);
}
