import type { z } from 'zod';
import type { Clients } from './clients.ts';

/** What a resource type needs to be applied. */
export interface Context {
  readonly clients: Clients;
  readonly region: string;
  readonly accountId: string;
  /** Paths in the stack file are relative to this. */
  readonly stackDir: string;
  /** The provider's default tags with the resource's own on top: Terraform's `tags_all`. */
  tags(own: Readonly<Record<string, string>> | undefined): Record<string, string>;
}

/** What other blocks may refer to, in Terraform's names. */
export type Attributes = Readonly<Record<string, string>>;

export interface ResourceType {
  readonly schema: z.ZodType;
  /** Creates the resource, or brings the one that is there to what the block says. */
  apply(attributes: unknown, context: Context): Promise<Attributes>;
}

/** `schema` is strict: an attribute that is not in it is one that `apply` would ignore. */
export function defineResource<Schema extends z.ZodType>(
  schema: Schema,
  apply: (block: z.output<Schema>, context: Context) => Promise<Attributes>,
): ResourceType {
  return { schema, apply: async (attributes, context) => apply(schema.parse(attributes), context) };
}
