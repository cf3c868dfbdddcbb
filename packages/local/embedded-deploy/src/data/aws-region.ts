import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

export const awsRegion = defineResource(z.strictObject({}), async (_block, { region }) => ({
  id: region,
  name: region,
}));
