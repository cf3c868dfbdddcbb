import * as z from 'zod';

/** Whose KMS key encrypts all that is kept. Without it AWS's own keys do. */
export const encryptionSchema = z.strictObject({
  /** `own`: the stack makes a key, and rotates it each year. Or the ARN of a key that is there, in the stack's region. */
  key: z.union(
    [z.literal('own'), z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/)],
    "must be 'own' or the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID",
  ),
});

export type Encryption = z.output<typeof encryptionSchema>;
