import type { Cloud } from '../../cloud/cloud.ts';
import { type ServiceMeter, serviceMeters } from '../../metrics/service-meters.ts';

/** Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions". */
const units = {
  Invocations: 'Count',
  Errors: 'Count',
  Throttles: 'Count',
  Duration: 'Milliseconds',
  ConcurrentExecutions: 'Count',
  IteratorAge: 'Milliseconds',
  AsyncEventsReceived: 'Count',
  AsyncEventAge: 'Milliseconds',
  AsyncEventsDropped: 'Count',
  DestinationDeliveryFailures: 'Count',
  DeadLetterErrors: 'Count',
} as const;

/** The resource that stands for all functions. */
export const allFunctions = '';

/** Measures a function, by its name. */
export type FunctionMeter = ServiceMeter<keyof typeof units>;

export function functionMeter(cloud: Cloud): FunctionMeter {
  return serviceMeters(cloud, 'AWS/Lambda', {
    units,
    dimensions: (functionName) => (functionName === allFunctions ? {} : { FunctionName: functionName }),
  });
}
