import {
  GetMethodCommand,
  NotFoundException,
  type PatchOperation,
  PutMethodCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  resource_id: z.string(),
  http_method: z.string(),
  authorization: z.enum(['NONE', 'AWS_IAM', 'COGNITO_USER_POOLS']),
  authorizer_id: z.string().optional(),
  api_key_required: z.boolean().default(false),
});

export const awsApiGatewayMethod = defineResource(schema, async (block, { clients: { apiGateway } }) => {
  const method = {
    restApiId: block.rest_api_id,
    resourceId: block.resource_id,
    httpMethod: block.http_method,
  };
  const existing = await apiGateway.send(new GetMethodCommand(method)).catch((error) => {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  });
  if (!existing) {
    await apiGateway.send(
      new PutMethodCommand({
        ...method,
        authorizationType: block.authorization,
        authorizerId: block.authorizer_id,
        apiKeyRequired: block.api_key_required,
      }),
    );
  } else {
    // A method that is deleted and made again would lose its integration, whose block may be the same as before.
    const patchOperations: PatchOperation[] = [];
    const replace = (path: string, before: unknown, value: unknown) => {
      if (before !== value) patchOperations.push({ op: 'replace', path, value: String(value) });
    };
    replace('/authorizationType', existing.authorizationType, block.authorization);
    replace('/authorizerId', existing.authorizerId ?? '', block.authorizer_id ?? '');
    replace('/apiKeyRequired', existing.apiKeyRequired, block.api_key_required);
    if (patchOperations.length > 0)
      await apiGateway.send(new UpdateMethodCommand({ ...method, patchOperations }));
  }
  return {
    id: `agm-${block.rest_api_id}-${block.resource_id}-${block.http_method}`,
    http_method: block.http_method,
  };
});
