import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { builtFor } from './binary-architecture.ts';
import { BundleError } from './errors.ts';
import { lockedInstall } from './locked-install.ts';
import { type Files, findPackage } from './package-files.ts';
import { hostTarget, nodeArch, type Target } from './target.ts';

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Types, sources and documents: nothing that is needed at run time. */
const unneeded = /\.([cm]?ts|md|h)$|^(src|install|node_modules)\//;
const licence = /^(licen[cs]e|copying|notice)/i;

/** `node_modules` for a function that imports sharp: sharp, its dependencies, and the binaries of the target only. */
export async function sharpModules(importedFrom: string, target: Target): Promise<Files> {
  const from = isHost(target) ? importedFrom : await lockedInstall(target);
  const files: Files = new Map();
  await addPackage('sharp', from, target, files);
  return files;
}

/** WebAssembly, which is the same for every machine, and its files; other builds stay out. */
export const decoders: Readonly<Record<string, RegExp>> = {
  'libheif-js': /^(package\.json|licen[cs]e|libheif-wasm\/(libheif\.js|libheif\.wasm|licen[cs]e))$/i,
  'jxl-oxide-wasm': /^(package\.json|licen[cs]e-\w+|jxl_oxide_wasm\.js|jxl_oxide_wasm_bg\.wasm)$/i,
};

export async function decoderModules(importedFrom: string): Promise<Files> {
  const files: Files = new Map();
  for (const [name, taken] of Object.entries(decoders)) {
    const folder = await findPackage(name, importedFrom);
    for (const file of (await filesOf(folder)).filter((each) => taken.test(each)))
      files.set(`node_modules/${name}/${file}`, await readFile(join(folder, file)));
  }
  return files;
}

function isHost(target: Target): boolean {
  const host = hostTarget();
  return (
    host.platform === target.platform &&
    host.architecture === target.architecture &&
    host.libc === target.libc
  );
}

async function addPackage(name: string, from: string, target: Target, files: Files): Promise<void> {
  const folder = await findPackage(name, from);
  const manifest: PackageManifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const file of await filesOf(folder)) {
    const bytes = await readFile(join(folder, file));
    checkArchitecture(`${name}/${file}`, bytes, target);
    files.set(`node_modules/${name}/${file}`, bytes);
  }
  const binaries = Object.keys(manifest.optionalDependencies ?? {}).filter((dependency) =>
    isBinaryFor(dependency, target),
  );
  for (const dependency of [...Object.keys(manifest.dependencies ?? {}), ...binaries]) {
    await addPackage(dependency, folder, target, files);
  }
}

/** sharp names its optional binaries `@img/sharp-linux-arm64`, `@img/sharp-libvips-linuxmusl-x64` and so on. */
function isBinaryFor(name: string, { platform, architecture, libc }: Target): boolean {
  const suffix = `-${platform}${libc === 'musl' ? 'musl' : ''}-${nodeArch(architecture)}`;
  return name === `@img/sharp${suffix}` || name === `@img/sharp-libvips${suffix}`;
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  // A redistributed package must carry its licence; libvips has it in the README.
  const notice = files.some((file) => licence.test(file)) ? licence : /^readme\.md$/i;
  return files.filter((file) => notice.test(file) || !unneeded.test(file));
}

function checkArchitecture(name: string, bytes: Uint8Array, target: Target): void {
  const built = builtFor(bytes);
  if (!built || (built.platform === target.platform && built.architecture === target.architecture)) return;
  throw new BundleError(
    'WrongArchitecture',
    `${name} is built for ${built.platform} ${built.architecture}; the function runs on ${target.platform} ${target.architecture}.`,
  );
}
