/** For `new S3Client`: an emulator's address cannot have a bucket's name before it. */
export function s3Addressing(): { forcePathStyle: boolean } {
  return { forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined };
}
