import { z } from 'zod';
import type { Cloud } from '../cloud/cloud.ts';

export const queueInput = z.strictObject({ queue: z.string() });

export function queueUrl({ endpoint, accountId }: Cloud, name: string): string {
  return `${endpoint}/${accountId}/${name}`;
}

export function queueArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}
