import { z } from 'zod';

const text = (minimum: number, maximum: number) => {
  const constraint = `Member must have length less than or equal to ${maximum}, Member must have length greater than or equal to ${minimum}, Member must satisfy regular expression pattern: .*`;
  return z.string().min(minimum, constraint).max(maximum, constraint);
};

/** Lambda API reference, "Cors". */
export const corsSchema = z.strictObject({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(text(0, 1024)).max(100).optional(),
  AllowMethods: z.array(text(0, 6)).max(6).optional(),
  AllowOrigins: z.array(text(1, 253)).max(100).optional(),
  ExposeHeaders: z.array(text(0, 1024)).max(100).optional(),
  MaxAge: z.int().min(0).max(86_400).optional(),
});

export type Cors = z.output<typeof corsSchema>;

/** An empty configuration is none: so it is taken away. */
export function corsOf(input: Cors | null | undefined): { readonly cors?: Cors } {
  return input && Object.keys(input).length > 0 ? { cors: input } : {};
}

/** Whether pages of an origin may send a request of a method. */
export function permitsOrigin(
  { AllowOrigins = [], AllowMethods = [] }: Cors,
  origin: string,
  method: string,
): boolean {
  const listed = (list: readonly string[], value: string) => list.includes('*') || list.includes(value);
  return listed(AllowOrigins, origin) && (method === 'OPTIONS' || listed(AllowMethods, method));
}

type Headers = Readonly<Record<string, string>>;

/** What every answer says to a page; nothing to one of an origin that is not allowed. */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined): Headers {
  if (!cors || origin === undefined || !permitsOrigin(cors, origin, 'OPTIONS')) return {};
  const { AllowOrigins = [], AllowCredentials = false, ExposeHeaders = [] } = cors;
  const anybody = AllowOrigins.includes('*') && !AllowCredentials;
  return {
    'access-control-allow-origin': anybody ? '*' : origin,
    ...(anybody ? {} : { vary: 'Origin' }),
    ...(AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(ExposeHeaders.length > 0 ? { 'access-control-expose-headers': ExposeHeaders.join(',') } : {}),
  };
}

/** What the answer to the question before a request says besides. The function never sees that question. */
export function preflightHeaders(cors: Cors, origin: string | undefined): Headers {
  if (origin === undefined || !permitsOrigin(cors, origin, 'OPTIONS')) return {};
  const { AllowMethods = [], AllowHeaders = [], MaxAge = 0 } = cors;
  return {
    ...(AllowMethods.length > 0 ? { 'access-control-allow-methods': AllowMethods.join(',') } : {}),
    ...(AllowHeaders.length > 0 ? { 'access-control-allow-headers': AllowHeaders.join(',') } : {}),
    ...(MaxAge > 0 ? { 'access-control-max-age': String(MaxAge) } : {}),
  };
}
