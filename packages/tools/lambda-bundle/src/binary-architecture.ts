import type { Target } from './target.ts';

const elfMachines = new Map([
  [0x3e, 'x86_64'],
  [0xb7, 'arm64'],
] as const);

const machOProcessors = new Map([
  [0x01000007, 'x86_64'],
  [0x0100000c, 'arm64'],
] as const);

/**
 * The platform and processor for which a native binary was built, from its header: `e_machine` of ELF, `cputype` of
 * Mach-O. Undefined for any other file.
 */
export function builtFor(binary: Uint8Array): Pick<Target, 'platform' | 'architecture'> | undefined {
  if (binary.byteLength < 20) return undefined;
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  if (view.getUint32(0) === 0x7f454c46) {
    const architecture = elfMachines.get(view.getUint16(18, true) as 0x3e | 0xb7);
    return architecture && { platform: 'linux', architecture };
  }
  if (view.getUint32(0, true) === 0xfeedfacf) {
    const architecture = machOProcessors.get(view.getUint32(4, true) as 0x01000007 | 0x0100000c);
    return architecture && { platform: 'darwin', architecture };
  }
  return undefined;
}
