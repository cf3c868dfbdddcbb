import { describe, expect, it } from 'vitest';
import { BundleError } from './errors.ts';
import { resolveTarget, type Target } from './target.ts';

const mac: Target = { platform: 'darwin', architecture: 'arm64' };

describe('resolveTarget', () => {
  it('is this machine, Linux on its processor, or Linux on the configured one', () => {
    expect(resolveTarget('embedded', mac, 'x86_64')).toEqual(mac);
    expect(resolveTarget('localstack', mac, 'x86_64')).toEqual({
      platform: 'linux',
      architecture: 'arm64',
      libc: 'glibc',
    });
    expect(resolveTarget('aws', mac, 'x86_64')).toEqual({
      platform: 'linux',
      architecture: 'x86_64',
      libc: 'glibc',
    });
  });

  it('refuses another name', () => {
    expect(() => resolveTarget('azure', mac, 'x86_64')).toThrow(BundleError);
  });
});
