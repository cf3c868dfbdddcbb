import type { PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';

/** Code and message of S3's error for a document, undefined if S3 accepts it. */
export async function refusalOf(s3: S3Client, command: { input: object }): Promise<string | undefined> {
  try {
    await s3.send(command as PutBucketTaggingCommand);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'MalformedXML' ? name : `${name}: ${message}`;
  }
}

/** A document that the SDK's types do not allow. */
export const wrong = (value: unknown) => value as never;
