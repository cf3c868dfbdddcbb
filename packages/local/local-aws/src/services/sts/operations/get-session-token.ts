import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { credentialsDocument } from '../credentials.ts';
import { operation } from '../sts-state.ts';

export const getSessionToken = operation({
  name: 'GetSessionToken',
  input: z.strictObject({
    DurationSeconds: z.coerce.number().int().min(900).max(129_600).default(43_200),
    MinimumSessionTokenSize: notServed,
    SerialNumber: notServed,
    TokenCode: notServed,
  }),
  async run({ DurationSeconds }, { cloud, request: { caller } }) {
    if (caller.kind === 'role')
      throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
    const credentials = await cloud.ports.identities.sessionCredentials(caller, DurationSeconds);
    return { Credentials: credentialsDocument(credentials) };
  },
});
