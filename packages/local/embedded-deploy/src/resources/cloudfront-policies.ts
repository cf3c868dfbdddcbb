import { z } from 'zod';

/** Blocks that the policies of CloudFront have in common, as cdktf writes them: a block that can come once is an array of one. */

export function one<Schema extends z.ZodType>(block: Schema) {
  return z.union([block, z.tuple([block])]).transform((value) => (Array.isArray(value) ? value[0] : value));
}

const items = one(z.strictObject({ items: z.array(z.string()).default([]) })).optional();

/** As CloudFront's API has a list; undefined for none. */
export function listOf<Item>(list: readonly Item[] | undefined) {
  return list === undefined || list.length === 0 ? undefined : { Quantity: list.length, Items: [...list] };
}

export const selectionBlocks = {
  cookies_config: one(z.strictObject({ cookie_behavior: z.string(), cookies: items })),
  headers_config: one(z.strictObject({ header_behavior: z.string().default('none'), headers: items })),
  query_strings_config: one(z.strictObject({ query_string_behavior: z.string(), query_strings: items })),
};

const selections = z.strictObject(selectionBlocks);

/** What of a request a policy is about, in the API's words. */
export function selectionOf({
  cookies_config: cookies,
  headers_config: headers,
  query_strings_config: query,
}: z.output<typeof selections>) {
  return {
    CookiesConfig: { CookieBehavior: cookies.cookie_behavior, Cookies: listOf(cookies.cookies?.items) },
    HeadersConfig: { HeaderBehavior: headers.header_behavior, Headers: listOf(headers.headers?.items) },
    QueryStringsConfig: {
      QueryStringBehavior: query.query_string_behavior,
      QueryStrings: listOf(query.query_strings?.items),
    },
  };
}

/** Creates what has a name that is free, and updates what has it already; answers id and version. */
export async function createOrUpdate(calls: {
  /** The id of what has the name. */
  find(): Promise<string | undefined>;
  create(): Promise<{ readonly id: string | undefined; readonly etag: string | undefined }>;
  etagOf(id: string): Promise<string | undefined>;
  update(id: string, etag: string | undefined): Promise<{ readonly etag: string | undefined }>;
}): Promise<{ id: string; etag: string }> {
  const found = await calls.find();
  if (found === undefined) {
    const { id = '', etag = '' } = await calls.create();
    return { id, etag };
  }
  const { etag = '' } = await calls.update(found, await calls.etagOf(found));
  return { id: found, etag };
}
