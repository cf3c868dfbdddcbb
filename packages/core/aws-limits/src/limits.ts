import { deliveryLimits } from './delivery-limits.ts';
import { eventLimits } from './event-limits.ts';
import { lambdaLimits } from './lambda-limits.ts';
import type { Limit } from './limit.ts';
import { storageLimits } from './storage-limits.ts';

export type { Limit, Service, Unit } from './limit.ts';

/** By name: the service and what is limited. */
export const limits = {
  ...lambdaLimits,
  ...eventLimits,
  ...storageLimits,
  ...deliveryLimits,
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;
