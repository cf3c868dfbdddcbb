import { problemResponse } from '@darkroom/lambda-kit';

export type ProblemCode =
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'SignatureMissing'
  | 'SignatureInvalid'
  | 'SignatureExpired'
  | 'ImageNotFound'
  | 'ImageDeleted'
  | 'ImageFailed'
  | 'UnknownPreset'
  | 'InvalidTransform'
  | 'OverlayNotFound'
  | 'TooLarge'
  | 'TooManyTransforms'
  | 'Busy'
  | 'InternalError';

/** Something that is not served, as RFC 9457 says it, with a stable `code` for programs. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: ProblemCode, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  toResponse(): Response {
    const { status, code, message: detail } = this;
    return problemResponse({ status, code, detail }, { 'cache-control': 'no-store', ...this.headers });
  }
}
