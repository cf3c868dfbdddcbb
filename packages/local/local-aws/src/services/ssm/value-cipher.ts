import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Encrypts SecureStrings, as KMS would; a ciphertext is bound to its parameter's name. */
export interface ValueCipher {
  encrypt(name: string, value: string): string;
  /** Throws if the ciphertext was made for another name or with another key. */
  decrypt(name: string, ciphertext: string): string;
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** The key is a file in `folder`, created on first use. */
export async function openValueCipher(folder: string): Promise<ValueCipher> {
  const key = await openKey(join(folder, 'secure-strings.key'));
  return {
    encrypt(name, value) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
      const encrypted = [cipher.update(value, 'utf8'), cipher.final()];
      return Buffer.concat([iv, cipher.getAuthTag(), ...encrypted]).toString('base64');
    },
    decrypt(name, ciphertext) {
      const bytes = Buffer.from(ciphertext, 'base64');
      const body = ivBytes + tagBytes;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(name))
        .setAuthTag(bytes.subarray(ivBytes, body));
      return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]).toString('utf8');
    },
  };
}

async function openKey(file: string): Promise<Buffer> {
  if (existsSync(file)) return readFile(file);
  const key = randomBytes(32);
  // It gets its name when it is whole: a part of a key would lock its values up for ever.
  await writeFile(`${file}.new`, key, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return key;
}
