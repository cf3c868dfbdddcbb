/** Members of a client's request, as API Gateway and function URLs hand it to functions, that let whoever reads them in. */
const secret = [
  'authorization',
  'authorizationToken',
  'x-api-key',
  'apiKey',
  'cookie',
  'x-amz-security-token',
];
const member = new RegExp(
  String.raw`("(?:${secret.join('|')})"\s*:\s*)("(?:[^"\\]|\\.)*"?|\[(?:"(?:[^"\\]|\\.)*"?|[^"\]])*\]?)`,
  'gi',
);

/** JSON with three stars for each secret that a client sent; the JSON may end in the middle. */
export function withoutCredentials(json: string): string {
  return json.replace(
    member,
    (_, name: string, value: string) => name + (value[0] === '[' ? '["***"]' : '"***"'),
  );
}
