import type { z } from 'zod';
import type { Clients } from './clients.ts';

/** What a resource type needs to be applied. */
export interface Context {
  readonly clients: Clients;
  readonly region: string;
  readonly accountId: string;
  /** Paths in the stack file are relative to this. */
  readonly stackDir: string;
  /** The provider's default tags, overridden by the resource's own: Terraform's `tags_all`. */
  tags(own: Readonly<Record<string, string>> | undefined): Record<string, string>;
}

/** The attributes to which other blocks may refer, with Terraform's names. */
export type Attributes = Readonly<Record<string, string>>;

export interface ResourceType {
  readonly schema: z.ZodType;
  /** Creates the resource, or updates the existing one to what the block says. */
  apply(attributes: unknown, context: Context): Promise<Attributes>;
}

/** `schema` is strict: `apply` would ignore any attribute that is not in it. */
export function defineResource<Schema extends z.ZodType>(
  schema: Schema,
  apply: (block: z.output<Schema>, context: Context) => Promise<Attributes>,
): ResourceType {
  return { schema, apply: async (attributes, context) => apply(schema.parse(attributes), context) };
}
