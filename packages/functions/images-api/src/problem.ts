import { problemResponse, problemTitles } from '@darkroom/lambda-kit';
import { z } from '@hono/zod-openapi';

/** RFC 9457, with a stable `code` for programs. */
const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'What is wrong with each field.' }),
  })
  .openapi('Problem');

export type ProblemCode =
  | 'InvalidRequest'
  | 'InvalidCursor'
  | 'UnknownCaller'
  | 'NotFound'
  | 'ImageNotFound'
  | 'MethodNotAllowed'
  | 'NotUploaded'
  | 'NotAnnounced'
  | 'NoSigningKey'
  | 'AlreadyUploaded'
  | 'ReprocessLimit'
  | 'NotComparable'
  | 'UnsupportedMediaType'
  | 'InternalError';

/** A refusal of the API. Becomes the response's problem document. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly errors: readonly { path: string; message: string }[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    extra: { errors?: readonly { path: string; message: string }[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }

  toResponse(): Response {
    const { status, code, message: detail, errors } = this;
    return problemResponse({ status, code, detail, ...(errors && { errors }) }, this.headers);
  }
}

export function invalidRequest(error: z.ZodError, where: string): Problem {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    // Each unknown field gets an entry of its own.
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [path, key].filter(Boolean).join('.'),
        message: 'is not known',
      }));
    }
    return [{ path, message: issue.message }];
  });
  return new Problem(400, 'InvalidRequest', `The ${where} is not valid.`, { errors });
}

/** Documents a route's error responses. */
export function problems(...statuses: readonly (400 | 403 | 404 | 409 | 410 | 415 | 503)[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: problemTitles[status] ?? '',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
