import type { Cloud } from '../cloud/cloud.ts';
import type { Meter } from '../cloud/ports.ts';

/** Measures one of a service's metrics for one of its resources. */
export type ServiceMeter<Name extends string> = (name: Name, resource: string, value: number) => void;

/**
 * The metrics that a service reports about itself. A measurement adds to a few numbers and makes no object, once its
 * resource is known.
 */
export function serviceMeters<Name extends string>(
  { ports }: Cloud,
  namespace: string,
  options: {
    /** AWS's unit of each metric. */
    readonly units: Readonly<Record<Name, string>>;
    dimensions(resource: string): Readonly<Record<string, string>>;
    readonly isLevel?: boolean;
  },
): ServiceMeter<Name> {
  const { units, isLevel = false } = options;
  const meters = new Map<string, Meter>();
  return (name, resource, value) => {
    const key = `${name} ${resource}`;
    let meter = meters.get(key);
    if (!meter) {
      const dimensions = options.dimensions(resource);
      meter = ports.metrics.meter({ namespace, name, dimensions, unit: units[name], isLevel });
      meters.set(key, meter);
    }
    meter(value);
  };
}
