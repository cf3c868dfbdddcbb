import { z } from 'zod';
import { badRequest } from './api-gateway-state.ts';
import type { Throttle } from './documents.ts';
import type { PatchRule } from './patch/table.ts';
import { decimal, flag, oneOf, wholeNumber } from './patch/values.ts';

/** Source: API Gateway API reference, MethodSetting; the defaults of a method's settings. */
const defaults = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const strategies = ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'];
const limit = (low: number) =>
  wholeNumber(low, Number.MAX_SAFE_INTEGER, 'Invalid throttling value specified');

/** By the last part of the path. */
const settings: Readonly<Record<string, readonly [name: string, parse: (text: string) => unknown]>> = {
  'metrics/enabled': ['metricsEnabled', flag],
  'logging/dataTrace': ['dataTraceEnabled', flag],
  'logging/loglevel': ['loggingLevel', oneOf(['OFF', 'ERROR', 'INFO'], 'Invalid logging level specified')],
  'throttling/burstLimit': ['throttlingBurstLimit', limit(-1)],
  'throttling/rateLimit': ['throttlingRateLimit', decimal('Invalid throttling value specified')],
  'caching/enabled': ['cachingEnabled', flag],
  'caching/ttlInSeconds': ['cacheTtlInSeconds', wholeNumber(0, 3600, 'Invalid cache TTL specified')],
  'caching/dataEncrypted': ['cacheDataEncrypted', flag],
  'caching/requireAuthorizationForCacheControl': ['requireAuthorizationForCacheControl', flag],
  'caching/unauthorizedCacheControlHeaderStrategy': [
    'unauthorizedCacheControlHeaderStrategy',
    oneOf(strategies, 'Invalid cache control strategy specified'),
  ],
};

type MethodSettings = Record<string, Record<string, unknown>>;

const limitsSchema = z.object({ throttlingRateLimit: z.number(), throttlingBurstLimit: z.number() });

/** Requests a second of a method `{resource path}/{method}`, if its stage limits it or every method. */
export function stageLimits(all: Readonly<Record<string, object>>, method: string): Throttle | undefined {
  const found = limitsSchema.safeParse(all[method.replace(/^\//, '')] ?? all['*/*']);
  if (!found.success) return undefined;
  const { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit } = found.data;
  return rateLimit < 0 || burstLimit < 0 ? undefined : { rateLimit, burstLimit }; // -1: no limit of its own
}

/** Settings of `/{resource path}/{method}`, where both may be `*`. Of them, the limits alone have an effect. */
export const methodSettingRules: readonly PatchRule[] = [
  ...Object.entries(settings).map(
    ([end, [name, parse]]): PatchRule => ({
      path: `/*/*/${end}`,
      ops: ['add', 'replace'],
      apply(document, parts, { value }) {
        const all = document.methodSettings as MethodSettings;
        const key = keyOf(parts);
        all[key] = { ...defaults, ...all[key], [name]: parse(value ?? '') };
      },
    }),
  ),
  {
    path: '/*/*',
    ops: ['remove'],
    apply(document, parts) {
      const all = document.methodSettings as MethodSettings;
      const key = keyOf(parts);
      if (!all[key])
        throw badRequest(
          `Cannot remove method setting ${key} because there is no method setting for this method `,
        );
      delete all[key];
    },
  },
];

/** `['/images', 'GET', …]` → `images/GET`, as the stage names it. */
function keyOf([path = '', method = '']: readonly string[]): string {
  return `${path.replace(/^\//, '')}/${method}`;
}
