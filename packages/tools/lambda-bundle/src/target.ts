import { familySync, MUSL } from 'detect-libc';
import { BundleError } from './errors.ts';

/** Lambda's names for processors. */
export type Architecture = 'arm64' | 'x86_64';

/** The platform on which a function's native modules must load. */
export interface Target {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly architecture: Architecture;
  /** The C library of a Linux; Lambda and LocalStack use glibc. */
  readonly libc?: 'glibc' | 'musl';
}

export function hostTarget(): Target {
  const { platform, arch } = process;
  if (arch !== 'arm64' && arch !== 'x64') {
    throw new BundleError(
      'UnsupportedArchitecture',
      `Lambda supports arm64 and x86_64; this machine is ${arch}.`,
    );
  }
  const architecture = arch === 'x64' ? 'x86_64' : 'arm64';
  if (platform === 'darwin' || platform === 'win32') return { platform, architecture };
  return { platform: 'linux', architecture, libc: familySync() === MUSL ? 'musl' : 'glibc' };
}

/**
 * The target for DARKROOM_TARGET: `embedded` (the default) runs on this machine, `localstack` in Linux containers on this
 * machine, `aws` on the processor in darkroom.config.ts.
 */
export function resolveTarget(name: string, host: Target, configured: Architecture): Target {
  switch (name) {
    case 'embedded':
      return host;
    case 'localstack':
      return { platform: 'linux', architecture: host.architecture, libc: 'glibc' };
    case 'aws':
      return { platform: 'linux', architecture: configured, libc: 'glibc' };
    default:
      throw new BundleError(
        'UnknownTarget',
        `Expected embedded, localstack or aws for DARKROOM_TARGET but received ${name}.`,
      );
  }
}

/** Node's name for the processor, which npm packages use too. */
export function nodeArch(architecture: Architecture): 'arm64' | 'x64' {
  return architecture === 'x86_64' ? 'x64' : 'arm64';
}
