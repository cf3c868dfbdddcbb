import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway';
import type { Session } from '@darkroom/localstack-client';
import type { Caller } from './caller.ts';

const name = 'pnpm start';

/** An API key in the stack's usage plan, created at the first start and found again in a kept data folder. */
export async function apiKeyCaller(
  { owners }: { owners: boolean },
  local: Session,
  usagePlanId: string | undefined,
): Promise<Caller> {
  const apiGateway = local.client(APIGatewayClient);
  const { items: [kept] = [] } = await apiGateway.send(
    new GetApiKeysCommand({ nameQuery: name, includeValues: true }),
  );
  const { id, value = '' } =
    kept ?? (await apiGateway.send(new CreateApiKeyCommand({ name, enabled: true })));
  try {
    await apiGateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: 'API_KEY' }));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error; // the plan already contains it
  }
  return { headers: async () => ({ 'x-api-key': value }), signIn: { 'API key': value }, owners };
}
