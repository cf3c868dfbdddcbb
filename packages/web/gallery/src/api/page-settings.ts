import * as z from 'zod/mini';

const settingsSchema = z.object({
  /** How the API identifies its callers. */
  auth: z.enum(['none', 'iam', 'apiKey', 'jwt']),
  /** The user pool at whose own page people sign in, if there is one. */
  signIn: z.optional(z.object({ clientId: z.string(), domain: z.string(), issuer: z.string() })),
  /** The API's region, which signed requests name. */
  region: z.string(),
  /** The largest photo that is accepted, in bytes. */
  maxBytes: z.number(),
  /** The content types that are accepted. */
  types: z.array(z.string()),
});

export type PageSettings = z.infer<typeof settingsSchema>;
export type UserPool = NonNullable<PageSettings['signIn']>;

/** What images-api wrote into the page. */
export const pageSettings: PageSettings = settingsSchema.parse(
  JSON.parse(document.documentElement.dataset.settings ?? ''),
);

/** Where a path of the API is: beside the page, whatever stage it is served below. */
export function apiAddress(path: string): URL {
  return new URL(path, pageAddress());
}

/** The page's own address, without query and fragment. */
export function pageAddress(): URL {
  return new URL('.', location.href);
}
