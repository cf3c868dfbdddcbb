/** What HTTP calls the statuses of problems (RFC 9110). */
export const problemTitles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

interface ProblemMembers {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** For people. */
  readonly detail: string;
}

/** A problem document (RFC 9457), with further members and headers. */
export function problemResponse(
  { status, code, detail, ...further }: ProblemMembers & Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): Response {
  const document = { type: 'about:blank', title: problemTitles[status] ?? 'Error', status, code, detail };
  return new Response(JSON.stringify({ ...document, ...further }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
