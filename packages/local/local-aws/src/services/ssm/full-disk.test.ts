import { expect, test } from 'vitest';
import { canMount, smallDisk } from '../../testing/small-disk.ts';
import { openValueCipher } from './value-cipher.ts';

test.runIf(canMount)(
  'a key that found no room (a tmpfs: needs root on Linux) is made anew, and not read as the half that was written',
  async () => {
    const { folder, fill, makeRoom } = await smallDisk(1);
    await fill();
    await expect(openValueCipher(folder)).rejects.toMatchObject({ code: 'ENOSPC' });
    await makeRoom();
    const ciphertext = (await openValueCipher(folder)).encrypt('name', 'value');
    expect((await openValueCipher(folder)).decrypt('name', ciphertext)).toBe('value');
  },
);
