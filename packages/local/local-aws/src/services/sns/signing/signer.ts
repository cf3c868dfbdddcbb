import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Cloud } from '../../../cloud/cloud.ts';
import { selfSigned } from './certificate.ts';

export interface Signer {
  /** Base64, over the fields that a receiver verifies; `version` 1 means SHA-1, 2 means SHA-256. */
  sign(fields: Readonly<Record<string, string>>, version: string): Promise<string>;
  certificateUrl(): Promise<string>;
  /** PEM; undefined if the path is not the certificate's. */
  certificateAt(path: string): Promise<string | undefined>;
}

interface Identity {
  readonly key: KeyObject;
  readonly certificate: string;
  readonly path: string;
}

/** Signs notifications with a key that is created on first use, and kept. */
export function createSigner(cloud: Cloud): Signer {
  const keys = cloud.storage.collection<string>('sns/keys');
  let identity: Promise<Identity> | undefined;

  async function open(): Promise<Identity> {
    const stored = await keys.get('signing');
    const key = stored === undefined ? await makeKey() : createPrivateKey(stored);
    if (stored === undefined) await keys.put('signing', pemOf(key));
    const certificate = selfSigned(key, 'sns.amazonaws.com');
    const id = createHash('sha256').update(certificate).digest('hex').slice(0, 32);
    return { key, certificate, path: `/_aws/sns/SimpleNotificationService-${id}.pem` };
  }

  function opened(): Promise<Identity> {
    identity ??= open().catch((error) => {
      identity = undefined; // a full disk may have been freed
      throw error;
    });
    return identity;
  }

  return {
    async sign(fields, version) {
      const { key } = await opened();
      const algorithm = version === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
      return sign(algorithm, Buffer.from(signedText(fields)), key).toString('base64');
    },
    certificateUrl: async () => `${cloud.endpoint}${(await opened()).path}`,
    async certificateAt(path) {
      const own = await opened();
      return path === own.path ? own.certificate : undefined;
    },
  };
}

async function makeKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages": names and values, in order of names. */
function signedText(fields: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .sort()
    .map((name) => `${name}\n${fields[name]}\n`)
    .join('');
}
