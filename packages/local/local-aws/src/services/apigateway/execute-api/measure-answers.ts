import type { Cloud } from '../../../cloud/cloud.ts';
import { serviceMeters } from '../../../metrics/service-meters.ts';

/** Source: API Gateway Developer Guide, "Amazon API Gateway dimensions and metrics". */
const units = { Count: 'Count', '4XXError': 'Count', '5XXError': 'Count', Latency: 'Milliseconds' } as const;

/** Measures an answer of a deployed API, by its name and by its stage. An error counts 1, everything else 0. */
export function measureAnswers(cloud: Cloud) {
  const byApi = serviceMeters(cloud, 'AWS/ApiGateway', {
    units,
    dimensions: (apiName) => ({ ApiName: apiName }),
  });
  const byStage = serviceMeters(cloud, 'AWS/ApiGateway', {
    units,
    dimensions(resource) {
      const end = resource.lastIndexOf('/'); // no stage has one
      return { ApiName: resource.slice(0, end), Stage: resource.slice(end + 1) };
    },
  });
  return (apiName: string, stageName: string, status: number, milliseconds: number): void => {
    for (const [measure, resource] of [
      [byApi, apiName],
      [byStage, `${apiName}/${stageName}`],
    ] as const) {
      measure('Count', resource, 1);
      measure('4XXError', resource, status >= 400 && status < 500 ? 1 : 0);
      measure('5XXError', resource, status >= 500 ? 1 : 0);
      measure('Latency', resource, milliseconds);
    }
  };
}
