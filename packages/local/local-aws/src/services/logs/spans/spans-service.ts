import type { Cloud } from '../../../cloud/cloud.ts';
import type { LogsPort } from '../../../cloud/ports.ts';
import { NotImplementedError, ValidationError } from '../../../protocol/aws-error.ts';
import { beginOperation } from '../../../protocol/begin-operation.ts';
import { jsonError, parseJson } from '../../../protocol/json.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from '../../../protocol/message.ts';
import { spanLines, tracesSchema } from './otlp-traces.ts';

/** Where CloudWatch keeps spans (CloudWatch user guide, "Transaction Search"). */
const group = 'aws/spans';

/** CloudWatch's OTLP endpoint for traces, `https://xray.{region}.amazonaws.com/v1/traces`; JSON alone. */
export function spansService(cloud: Cloud, logs: LogsPort): Service {
  const name = 'xray';
  const contentType = 'application/json';
  async function handle(request: AwsRequest): Promise<AwsResponse> {
    try {
      if (request.method !== 'POST' || request.path !== '/v1/traces')
        throw new NotImplementedError(name, `${request.method} ${request.path}`);
      if (!request.headers['content-type']?.toString().startsWith(contentType))
        throw new NotImplementedError(name, 'OTLP in a format other than JSON');
      await beginOperation(cloud, name, 'PutTraces', request);
      const action = 'xray:PutTraceSegments';
      await cloud.access.authorize(request, { action, resources: ['*'] });
      const parsed = tracesSchema.safeParse(parseJson(await readBody(request)));
      if (!parsed.success) throw new ValidationError('The request is not an ExportTraceServiceRequest.');
      await logs.append(group, 'default', spanLines(parsed.data));
      return { status: 200, headers: { 'content-type': contentType }, body: '{}' };
    } catch (error) {
      return jsonError(cloud, request, name, error, contentType);
    }
  }
  return { name, handle };
}
