import type { z } from 'zod';
import type { S3Call } from '../operation.ts';

/**
 * A part of a bucket's configuration that is one XML document, put and got as a whole. One file each in `documents/`.
 * GET answers what was put, as S3 writes it: with its defaults, without white space.
 */
export interface SubResource {
  /** Query parameter that names it, and its name in the bucket's record. */
  readonly query: string;
  /** Name of the operations, after `Get`, `Put` and `Delete`. */
  readonly operation: string;
  /** Root element. */
  readonly root: string;
  /** Everything the document may hold; anything else is MalformedXML. */
  readonly schema: z.ZodType<object>;
  /** Rules beyond the schema, by their own codes; returns the document as it is kept, undefined where that is none. */
  readonly check?: (document: never, call: S3Call) => object | undefined | Promise<object | undefined>;
  /** IAM action, after `s3:Get` and `s3:Put`; deleting needs the permission to put. */
  readonly action: string;
  /** What GET answers where there is none: an error, or the document of the default. */
  readonly absent: { readonly code: string; readonly message: string } | { readonly document: string };
  /** Name of the operation that removes it, where there is one. */
  readonly deleteOperation?: string;
  readonly putStatus?: 204;
  /** A header that travels with the document; `read` throws for a value that S3 does not know. */
  readonly header?: { readonly name: string; readonly read: (value: string | undefined) => string };
}

/** Types `check` by the schema. */
export function subResource<Document extends object>(
  row: Omit<SubResource, 'schema' | 'check'> & {
    readonly schema: z.ZodType<Document>;
    readonly check?: (document: Document, call: S3Call) => object | undefined | Promise<object | undefined>;
  },
): SubResource {
  return row as SubResource;
}
