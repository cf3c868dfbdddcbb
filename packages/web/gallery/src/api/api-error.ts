import * as z from 'zod/mini';
import { words } from '../words.ts';

const problemSchema = z.object({
  code: z.optional(z.string()),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

/** An answer of the API that is no success. Its message is a sentence for people. */
export class ApiError extends Error {
  /** Of HTTP. */
  readonly status: number;
  /** Of the problem document, for programs; `undefined` if the answer was none. */
  readonly code: string | undefined;
  /** The fields that the API refused. */
  readonly fields: readonly string[];

  constructor(message: string, status: number, code?: string, fields: readonly string[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** There was no answer. Its message is a sentence for people; the browser's reason is the cause. */
export class NotReachedError extends Error {
  constructor(cause: unknown) {
    super(words.notReached, { cause });
    this.name = 'NotReachedError';
  }
}

/** Reads a problem document (RFC 9457), or whatever came in its place. */
export async function apiErrorOf(response: Response): Promise<ApiError> {
  const { data } = problemSchema.safeParse(await response.json().catch(() => undefined));
  const fields = data?.errors?.map(({ path, message }) => `${path} ${message}`).join(', ');
  const message = fields || data?.detail || words.apiAnswered(response.status);
  return new ApiError(
    message,
    response.status,
    data?.code,
    data?.errors?.map(({ path }) => path),
  );
}
