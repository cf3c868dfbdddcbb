import { pageSettings } from '../api/page-settings.ts';
import { credentials } from './credentials.ts';

/** The headers that identify the caller; none before somebody signs in. */
export async function identityHeaders(
  method: string,
  url: URL,
  body?: string,
): Promise<Record<string, string>> {
  const [first, second = ''] = credentials.value;
  if (first === undefined) return {};
  const { auth, region } = pageSettings;
  if (auth === 'jwt') return { authorization: `Bearer ${first}` };
  if (auth === 'apiKey') return { 'x-api-key': first };
  return signed({ accessKeyId: first, secretAccessKey: second, region }, method, url, body);
}

/** Signature Version 4, for an API that asks for IAM; its code is loaded only there. */
async function signed(
  key: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly region: string },
  method: string,
  url: URL,
  body?: string,
): Promise<Record<string, string>> {
  const { AwsV4Signer } = await import('aws4fetch');
  const signer = new AwsV4Signer({
    ...key,
    service: 'execute-api',
    method,
    url: url.href,
    ...(body !== undefined && { body }),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries([...headers].filter(([name]) => name !== 'host'));
}
