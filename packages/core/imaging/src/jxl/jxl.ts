import type { CodePoints } from '../colour/signal.ts';

/** What a JPEG XL says of its picture, and about it, before it is decoded. */
export interface Jxl {
  /** Upright, as the decoder gives it. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** More than 8 bits a channel: decoded to 16. */
  readonly isDeep: boolean;
  readonly isGrey: boolean;
  /** Of its colours; without, they are those of the ICC profile that comes with the decoded pixels. */
  readonly codePoints?: CodePoints | undefined;
  readonly exif?: Buffer | undefined;
  readonly xmp?: Buffer | undefined;
}
