/** A file that each tool makes of an original. */
export interface Variant {
  /** The file's name, which ends with the format. */
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  /** With it the picture is cut to this shape. */
  readonly height?: number;
  readonly format: 'jpeg' | 'webp';
  readonly quality: number;
}

/** What a module of a tool exports: makes the variants of a file in a folder. */
export interface Tool {
  make(file: string, folder: string, variants: readonly Variant[]): Promise<void>;
}
