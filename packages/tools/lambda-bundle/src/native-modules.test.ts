import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import lockedPackages from '../native/package.json' with { type: 'json' };
import { builtFor } from './binary-architecture.ts';
import { BundleError } from './errors.ts';
import { sharpModules } from './native-modules.ts';
import { hostTarget, nodeArch, type Target } from './target.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const host = hostTarget();

const elf = (machine: number) =>
  Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Array(8).fill(0), 3, 0, machine, 0]);
const machO = (processor: number) =>
  Uint8Array.from([0xcf, 0xfa, 0xed, 0xfe, processor, 0, 0, 1, ...Array(12).fill(0)]);

describe('sharpModules', () => {
  it('takes sharp, what it requires and the binaries of this machine, and no types or sources', async () => {
    const paths = [...(await sharpModules(here, host)).keys()];
    expect(paths).toContain('node_modules/sharp/package.json');
    expect(paths).toContain('node_modules/detect-libc/package.json');
    const platforms = new Set(
      paths.map((path) => /@img\/sharp-(?!libvips)[^/]+/.exec(path)?.[0]).filter(Boolean),
    );
    expect(platforms.size).toBe(1);
    const documents = paths.filter((path) => /\.(ts|cc|md)$/.test(path));
    expect(documents.filter((path) => !/\/(LICENSE|README)[^/]*$/.test(path))).toEqual([]);
  });

  it('passes on the licence of everything it takes, which libvips has in its README', async () => {
    const files = await sharpModules(here, host);
    const packages = new Set(
      [...files.keys()].map((path) => /^node_modules\/(@[^/]+\/)?[^/]+\//.exec(path)?.[0]),
    );
    for (const name of packages) {
      const notices = [...files].filter(
        ([path]) => path.startsWith(name ?? '') && /\/(LICEN[CS]E|README)/i.test(path),
      );
      expect(notices.map(([, bytes]) => Buffer.from(bytes).toString()).join(), name).toMatch(/licen[cs]e/i);
    }
  });

  it('installs the binaries of another processor from the lockfile', async ({ skip }) => {
    const other: Target = {
      platform: 'linux',
      architecture: host.architecture === 'arm64' ? 'x86_64' : 'arm64',
      libc: 'glibc',
    };
    const files = await sharpModules(here, other).catch((error: unknown) => {
      if (error instanceof BundleError && error.code === 'NativeInstallFailed')
        return skip('no package registry in reach');
      throw error;
    });
    const [name, binary] = [...files].find(([path]) => path.endsWith('.node')) ?? [];
    expect(name).toContain(`@img/sharp-linux-${nodeArch(other.architecture)}/`);
    expect(binary && builtFor(binary)).toEqual({ platform: 'linux', architecture: other.architecture });
    expect([...files.keys()].some((path) => path.includes('/libvips-cpp.so'))).toBe(true);
  }, 120_000);

  it('locks the version of sharp that the workspace uses', () => {
    expect(lockedPackages.dependencies.sharp).toBe(sharp.versions.sharp);
  });

  it('refuses a binary for another processor than its package says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-bundle-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const binaries = `@img/sharp-${host.platform}${host.libc === 'musl' ? 'musl' : ''}-${nodeArch(host.architecture)}`;
    const files = {
      'sharp/package.json': JSON.stringify({ optionalDependencies: { [binaries]: '1' } }),
      [`${binaries}/package.json`]: '{}',
      [`${binaries}/lib/sharp.node`]: elf(host.architecture === 'arm64' ? 0x3e : 0xb7),
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, 'node_modules', path)), { recursive: true });
      await writeFile(join(folder, 'node_modules', path), content);
    }
    await expect(sharpModules(folder, host)).rejects.toMatchObject({ code: 'WrongArchitecture' });
  });
});

describe('builtFor', () => {
  it('reads ELF and Mach-O headers and knows nothing else', () => {
    expect(builtFor(elf(0xb7))).toEqual({ platform: 'linux', architecture: 'arm64' });
    expect(builtFor(elf(0x3e))).toEqual({ platform: 'linux', architecture: 'x86_64' });
    expect(builtFor(machO(0x0c))).toEqual({ platform: 'darwin', architecture: 'arm64' });
    expect(builtFor(machO(0x07))).toEqual({ platform: 'darwin', architecture: 'x86_64' });
    expect(builtFor(new TextEncoder().encode('module.exports = {}; // text'))).toBeUndefined();
  });
});
