export type BundleErrorCode =
  | 'UnknownTarget'
  | 'UnsupportedArchitecture'
  | 'MissingEntry'
  | 'NotBuilt'
  | 'CompileFailed'
  | 'InvalidManifest'
  | 'NativeModuleMissing'
  | 'NativeInstallFailed'
  | 'WrongArchitecture'
  | 'ZipTooLarge';

/** A function that could not be bundled; the message says what to change. */
export class BundleError extends Error {
  readonly code: BundleErrorCode;
  constructor(code: BundleErrorCode, message: string) {
    super(message);
    this.name = 'BundleError';
    this.code = code;
  }
}
