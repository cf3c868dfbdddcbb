import type { z } from 'zod';
import type { S3Call } from '../operation.ts';

/**
 * A part of a bucket's configuration that is one XML document, put and got as a whole. Each is a file in `documents/`.
 * GET answers what was put, in S3's form: with its defaults, without white space.
 */
export interface SubResource {
  /** The query parameter that names it; also its name in the bucket's record. */
  readonly query: string;
  /** The name of its operations, after `Get`, `Put` and `Delete`. */
  readonly operation: string;
  /** Root element. */
  readonly root: string;
  /** Everything that the document may contain; anything else is MalformedXML. */
  readonly schema: z.ZodType<object>;
  /** Rules beyond the schema, with their own codes; returns the document to store, undefined for none. */
  readonly check?: (document: never, call: S3Call) => object | undefined | Promise<object | undefined>;
  /** IAM action, after `s3:Get` and `s3:Put`; deleting requires the permission to put. */
  readonly action: string;
  /** What GET answers if there is none: an error, or the default document. */
  readonly absent: { readonly code: string; readonly message: string } | { readonly document: string };
  /** Name of the operation that deletes it, if there is one. */
  readonly deleteOperation?: string;
  readonly putStatus?: 204;
  /** A header sent with the document; `read` throws for a value that S3 does not know. */
  readonly header?: { readonly name: string; readonly read: (value: string | undefined) => string };
}

/** Gives `check` the schema's type. */
export function subResource<Document extends object>(
  row: Omit<SubResource, 'schema' | 'check'> & {
    readonly schema: z.ZodType<Document>;
    readonly check?: (document: Document, call: S3Call) => object | undefined | Promise<object | undefined>;
  },
): SubResource {
  return row as SubResource;
}
