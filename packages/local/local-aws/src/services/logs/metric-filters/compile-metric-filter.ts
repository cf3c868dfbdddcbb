import type { Cloud } from '../../../cloud/cloud.ts';
import { compilePattern } from '../filter-pattern.ts';
import { jsonOf, pathOf, propertyAt } from '../json-pattern.ts';
import type { MetricFilter } from './metric-filter.ts';

export interface CompiledFilter {
  readonly filter: MetricFilter;
  /** Measures what a batch of events says. */
  measure(events: readonly { readonly timestamp: number; readonly message: string }[]): void;
}

const minuteMs = 60_000;

/** Throws InvalidParameterException for a pattern that is not understood. */
export function compileMetricFilter({ ports }: Cloud, filter: MetricFilter): CompiledFilter {
  const matches = compilePattern(filter.pattern);
  const { metricNamespace, metricName, metricValue, defaultValue, unit } = filter.transformation;
  const selectors = Object.entries(filter.transformation.dimensions ?? {});
  const ofMetric = {
    namespace: metricNamespace,
    name: metricName,
    ...(unit === undefined ? {} : { unit }),
  };
  let measuredUntil = 0;

  /** Undefined if the event lacks one of them: then it measures nothing, as on AWS. */
  function dimensionsOf(message: string): Record<string, string> | undefined {
    const document = selectors.length > 0 ? jsonOf(message) : undefined;
    const entries = selectors.map(([name, selector]) => [name, selected(document, selector)] as const);
    if (entries.some(([, value]) => value === undefined)) return undefined;
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }

  return {
    filter,
    measure(events) {
      for (const { timestamp, message } of events) {
        const minute = timestamp - (timestamp % minuteMs);
        const isFirst = minute >= measuredUntil;
        const isMatch = matches(message);
        if (!isMatch && (defaultValue === undefined || !isFirst)) continue;
        const value = isMatch ? numberIn(message, metricValue) : defaultValue;
        const dimensions = isMatch ? dimensionsOf(message) : {};
        if (value === undefined || dimensions === undefined) continue;
        measuredUntil = minute + minuteMs;
        ports.metrics.record({ ...ofMetric, dimensions }, value, new Date(timestamp));
      }
    },
  };
}

/** Undefined if it is not a number. */
function numberIn(message: string, metricValue: string): number | undefined {
  const value = metricValue.startsWith('$') ? selected(jsonOf(message), metricValue) : metricValue;
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function selected(document: unknown, selector: string): string | number | boolean | undefined {
  const path = pathOf(selector);
  const value = path && propertyAt(document, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}
