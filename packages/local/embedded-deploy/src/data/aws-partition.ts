import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

export const awsPartition = defineResource(z.strictObject({}), async () => ({
  id: 'aws',
  partition: 'aws',
  dns_suffix: 'amazonaws.com',
}));
