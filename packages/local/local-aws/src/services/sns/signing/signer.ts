import { createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Cloud } from '../../../cloud/cloud.ts';

export interface Signer {
  /** Base64, over the fields that a receiver verifies. */
  sign(told: Readonly<Record<string, string>>, version: string): Promise<string>;
  certificateUrl(): string;
}

const keyName = 'signing';

/** Signs notifications with a key that is made when the first one is sent, and kept. */
export function createSigner(cloud: Cloud): Signer {
  const keys = cloud.storage.collection<string>('sns/keys');
  let key: Promise<KeyObject> | undefined;

  async function open(): Promise<KeyObject> {
    const stored = await keys.get(keyName);
    if (stored !== undefined) return createPrivateKey(stored);
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    await keys.put(keyName, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    return privateKey;
  }

  return {
    async sign(told, version) {
      key ??= open();
      const algorithm = version === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
      return sign(algorithm, Buffer.from(signedText(told)), await key).toString('base64');
    },
    certificateUrl: () => `${cloud.endpoint}/_aws/sns/SimpleNotificationService.pem`,
  };
}

/** Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages": names and values, in order of names. */
function signedText(told: Readonly<Record<string, string>>): string {
  return Object.keys(told)
    .sort()
    .map((name) => `${name}\n${told[name]}\n`)
    .join('');
}
