import { z } from 'zod';

export const methodPath = '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}';

export const methodAddress = z.strictObject({
  restapi_id: z.string(),
  resource_id: z.string(),
  http_method: z.string(),
});
