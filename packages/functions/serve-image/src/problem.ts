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
    const document = { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail };
    return new Response(JSON.stringify(document), {
      status,
      headers: { 'cache-control': 'no-store', 'content-type': 'application/problem+json', ...this.headers },
    });
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
