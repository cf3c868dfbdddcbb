/** Modules of CloudFront's JavaScript runtime 2.0 ("CloudFront Functions runtime features"). */
declare module 'cloudfront' {
  interface KeyValueStore {
    /** Rejects where there is no such key. */
    get(key: string): Promise<string>;
  }
  const cloudfront: { kvs(): KeyValueStore };
  export default cloudfront;
}

/** `DARKROOM` is put in by the build. */
declare const DARKROOM: {
  /** Whether everything needs a signature, presets too. */
  readonly signed: boolean;
  /** In pixels, that need none where presets need none. */
  readonly widths: readonly number[];
};
