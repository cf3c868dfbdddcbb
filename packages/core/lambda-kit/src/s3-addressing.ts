/** For `new S3Client`: emulators are reached at an address that has no room for a bucket's name before it. */
export function s3Addressing(): { forcePathStyle: boolean } {
  return { forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined };
}
