import { z } from 'zod';
import { invalidRequest, malformedXml } from '../../errors.ts';
import { element, integer, repeated } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const maxRules = 100;

const corsRule = element({
  ID: z.string().max(255).optional(),
  AllowedOrigin: repeated(z.string()),
  AllowedMethod: repeated(z.string()),
  AllowedHeader: repeated(z.string()),
  ExposeHeader: repeated(z.string()),
  MaxAgeSeconds: integer().optional(),
});
export const corsConfiguration = element({ CORSRule: repeated(corsRule) });
export type CorsRule = z.output<typeof corsRule>;

export const cors = subResource({
  query: 'cors',
  operation: 'BucketCors',
  root: 'CORSConfiguration',
  schema: corsConfiguration,
  check(document) {
    const { CORSRule: rules } = document;
    if (rules.length === 0 || rules.length > maxRules) throw malformedXml();
    for (const rule of rules) checkRule(rule);
    return document;
  },
  action: 'BucketCORS',
  absent: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
  deleteOperation: 'DeleteBucketCors',
});

function checkRule({ AllowedOrigin, AllowedMethod, AllowedHeader, ExposeHeader }: CorsRule): void {
  if (AllowedOrigin.length === 0 || AllowedMethod.length === 0) throw malformedXml();
  const unknown = AllowedMethod.find((method) => !methods.includes(method));
  if (unknown !== undefined) {
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  }
  for (const [name, patterns] of Object.entries({ AllowedOrigin, AllowedHeader })) {
    const tooWild = patterns.find((pattern) => pattern.split('*').length > 2);
    if (tooWild !== undefined)
      throw invalidRequest(`${name} "${tooWild}" can not have more than one wildcard.`);
  }
  const wild = ExposeHeader.find((header) => header.includes('*'));
  if (wild === undefined) return;
  throw invalidRequest(
    `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
  );
}
