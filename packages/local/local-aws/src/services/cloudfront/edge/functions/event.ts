import { z } from 'zod';
import type { Deployment } from '../deployment.ts';
import { type Pair, parseQuery, type ViewerRequest } from '../viewer-request.ts';
import { isHidden } from './forbidden-headers.ts';

/** Source: developer guide, "CloudFront Functions event structure". */

const value = z.looseObject({
  value: z.string().default(''),
  multiValue: z.array(z.looseObject({ value: z.string() })).optional(),
});
const values = z.record(z.string(), value).default({});

export const requestSchema = z.looseObject({
  method: z.string(),
  uri: z.string(),
  querystring: values,
  headers: values,
  cookies: values,
});

export const responseSchema = z.looseObject({
  statusCode: z.int().min(100).max(599),
  statusDescription: z.string().optional(),
  headers: values,
  cookies: z
    .record(z.string(), z.looseObject({ value: z.string(), attributes: z.string().optional() }))
    .default({}),
  body: z
    .union([
      z.string().transform((data) => ({ encoding: 'text' as const, data })),
      z.looseObject({ encoding: z.enum(['text', 'base64']), data: z.string() }),
    ])
    .optional(),
});

type Values = z.output<typeof values>;

export function viewerEvent(
  deployment: Deployment,
  eventType: 'viewer-request' | 'viewer-response',
  request: ViewerRequest,
  response?: object,
): string {
  const { cookie: _, ...headers } = request.headers;
  return JSON.stringify({
    version: '1.0',
    context: {
      distributionDomainName: deployment.domainName,
      distributionId: deployment.id,
      eventType,
      requestId: request.id,
    },
    viewer: { ip: request.ip },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: queryValues(request.query),
      headers: headerValues(headers),
      cookies: valuesOf(request.cookies),
    },
    ...(response === undefined ? {} : { response }),
  });
}

export function queryValues(query: string): Values {
  return valuesOf(parseQuery(query));
}

export function headerValues(headers: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !isHidden(name))
      .map(([name, text]) => [name, { value: text }]),
  );
}

/** A name that comes more than once has all its values, and the last one as its own. */
function valuesOf(pairs: readonly Pair[]): Values {
  const all = new Map<string, string[]>();
  for (const [name, text] of pairs) all.set(name, [...(all.get(name) ?? []), text]);
  return Object.fromEntries(
    [...all].map(([name, texts]) => [
      name,
      {
        value: texts.at(-1) ?? '',
        ...(texts.length > 1 ? { multiValue: texts.map((text) => ({ value: text })) } : {}),
      },
    ]),
  );
}

export function pairsOf(read: Values): Pair[] {
  return Object.entries(read).flatMap(([name, { value: text, multiValue }]) =>
    (multiValue ?? [{ value: text }]).map((one) => [name, one.value] as const),
  );
}

export function headersOf(read: Values): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, text] of pairsOf(read)) {
    const lower = name.toLowerCase();
    headers[lower] = headers[lower] === undefined ? text : `${headers[lower]}, ${text}`;
  }
  return headers;
}
