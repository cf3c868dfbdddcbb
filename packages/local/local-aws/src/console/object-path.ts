import { z } from 'zod';

/** An object, or one version of it. */
export const objectInput = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
});

export function objectPath({ bucket, key }: z.output<typeof objectInput>): string {
  return `/${encodeURIComponent(bucket)}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

export function versionQuery({ versionId }: z.output<typeof objectInput>): Record<string, string> {
  return versionId === undefined ? {} : { versionId };
}
