/**
 * Whether a GIF's blocks lead to its trailer (GIF89a, Appendix A). libvips plays a cut-off or broken one up to where
 * it stops, half a frame included. What follows the trailer belongs to nobody and is read by nobody.
 */
export function reachesTrailer(bytes: Uint8Array): boolean {
  let at = 13 + colourTableBytes(bytes[10]);
  for (;;) {
    switch (bytes[at]) {
      case 0x21: // extension: label, sub-blocks
        at = endOfSubBlocks(bytes, at + 2);
        break;
      case 0x2c: // image: position, size and flags, colour table, LZW code size, sub-blocks
        at = endOfSubBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9]));
        break;
      case 0: // some encoders write one terminator too many; libvips sees no frame behind it, so none may follow
        return bytes.subarray(at).find((byte) => byte !== 0) === 0x3b;
      default:
        return bytes[at] === 0x3b;
    }
  }
}

function colourTableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function endOfSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let length = bytes[at]; length; length = bytes[at]) at += 1 + length;
  return at + 1;
}
