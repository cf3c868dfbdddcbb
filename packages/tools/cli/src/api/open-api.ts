import { z } from 'zod';
import { CliError } from '../errors.ts';
import type { StackOptions } from '../operations/stack.ts';
import { parseJson } from '../parse-json.ts';
import type { Identity } from '../start/callers/signed-by.ts';
import { findApiUrl } from './find-api-url.ts';
import { findUser } from './find-user.ts';
import {
  addressSchema,
  announcedSchema,
  type Image,
  imageSchema,
  pageSchema,
  problemSchema,
  signedRequestSchema,
  statisticsSchema,
} from './image.ts';
import { patiently } from './patient-fetch.ts';

/** A refusal of the API. `code` is the problem's, such as `ImageNotFound`. */
export class ApiError extends CliError {
  readonly status: number;

  constructor(status: number, code: string, detail: string) {
    super(code, detail);
    this.name = 'CliError'; // it is shown like every other
    this.status = status;
  }
}

/** One request to S3 of an upload in parts; `POST` without an `uploadId` begins. */
export interface PartsRequest {
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly uploadId?: string;
  readonly partNumber?: number;
}

export type Api = Awaited<ReturnType<typeof openApi>>;

/** The API of a stage as its user. Waits while it is busy; throws `ApiError` for what it refuses. */
export async function openApi(where: StackOptions, signal: AbortSignal) {
  const [url, user] = await Promise.all([findApiUrl(where), findUser(where)]);
  return apiAt(url, user, signal);
}

export function apiAt(apiUrl: string, user: Identity, signal: AbortSignal) {
  async function call<Answer>(
    schema: z.ZodType<Answer>,
    path: string,
    { method = 'GET', document }: { method?: string; document?: object } = {},
  ): Promise<Answer> {
    const url = new URL(`${apiUrl}${path}`);
    const body = document && JSON.stringify(document);
    const answer = await patiently(async () => {
      const headers = {
        ...(body && { 'content-type': 'application/json' }),
        ...(await user(method, url, body)),
      };
      return fetch(url, { method, headers, signal, ...(body && { body }) });
    }, signal);
    const text = await answer.text();
    if (answer.ok) return schema.parse(parseJson(text));
    throw refusal(answer.status, text);
  }

  const of = (id: string) => `/images/${encodeURIComponent(id)}`;
  return {
    /** Of the gallery. */
    url: apiUrl,
    image: (id: string): Promise<Image> => call(imageSchema, of(id)),
    page: (query: URLSearchParams) => call(pageSchema, `/images?${query}`),
    /** Of one picture, signed where it must be. */
    address: (id: string, query: URLSearchParams) => call(addressSchema, `${of(id)}/address?${query}`),
    announce: (document: { filename: string; contentType: string; bytes: number; sha256: string }) =>
      call(announcedSchema, '/images', { method: 'POST', document }),
    describe: (id: string, document: { tags: readonly string[] }): Promise<Image> =>
      call(imageSchema, of(id), { method: 'PATCH', document }),
    remove: (id: string) => call(z.unknown(), of(id), { method: 'DELETE' }),
    signUpload: (id: string, document: PartsRequest) =>
      call(signedRequestSchema, `${of(id)}/upload`, { method: 'POST', document }),
    statistics: () => call(statisticsSchema, '/stats'),
  };
}

function refusal(status: number, text: string): ApiError {
  const problem = problemSchema.safeParse(parseJson(text));
  if (problem.success) {
    const { code = 'Refused', detail, errors } = problem.data;
    const fields = errors.map(({ path, message }) => `${path} ${message}`).join(', ');
    return new ApiError(status, code, fields === '' ? detail : `${fields}.`);
  }
  const advice =
    status === 401 || status === 403
      ? 'It does not accept the credentials: check DARKROOM_API_KEY, DARKROOM_TOKEN (good for an hour) or those for AWS. See docs/access.md.'
      : 'Run the command again.';
  return new ApiError(status, 'Refused', `The API answered ${status}. ${advice}`);
}
