import { z } from 'zod';
import { route } from '../api-gateway-state.ts';

export const getAccount = route({
  name: 'GetAccount',
  method: 'GET',
  path: '/account',
  input: z.strictObject({}),
  run: () => ({
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  }),
});
