import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../cloud/cloud.ts';

/** An event as targets get it and patterns see it. Source: Amazon EventBridge User Guide, "Event structure". */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** Without fractions of a second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function newEvent(
  { accountId, region }: Cloud,
  {
    time,
    source,
    resources,
    detail,
    'detail-type': type,
  }: Pick<BusEvent, 'detail-type' | 'source' | 'resources' | 'detail'> & { readonly time: Date },
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source,
    account: accountId,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources,
    detail,
  };
}
