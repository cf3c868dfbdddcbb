import { z } from 'zod';
import { route } from '../route.ts';

const found = z.object({ Parameter: z.object({ Value: z.string() }) });

/** A parameter's value; that of a SecureString stays encrypted unless `decrypt` asks for it. */
export const getParameter = route({
  method: 'GET',
  path: '/parameter',
  input: z.strictObject({ name: z.string(), decrypt: z.stringbool().default(false) }),
  async run({ name, decrypt }, { aws }) {
    const request = { Name: name, WithDecryption: decrypt };
    return { value: found.parse(await aws.json('ssm', 'GetParameter', request)).Parameter.Value };
  },
});
