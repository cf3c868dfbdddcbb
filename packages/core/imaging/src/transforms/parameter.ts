import type { Kind, ValueSchema } from './kind.ts';
import type { Recipe } from './recipe.ts';

/** One parameter of a transform, for those who apply it and those who describe it. */
export interface Parameter {
  /** As it stands in an address, lower-case letters. */
  readonly name: string;
  /** What it may be, for readers. */
  readonly range: string;
  /** Its type in TypeScript. */
  readonly type: string;
  /** Its value for programs; `transformText` of image-url writes it. */
  readonly json: ValueSchema;
  /** What holds where it is left out. */
  readonly byDefault: string;
  readonly doc: string;
  /** A transform that shows it, as an address writes it. */
  readonly example: string;
  /** The recipe with the value that an address gives it; undefined for a value that it cannot have. */
  applied(recipe: Recipe, text: string): Recipe | undefined;
}

interface Definition<Value> extends Pick<Parameter, 'name' | 'byDefault' | 'doc' | 'example'> {
  readonly kind: Kind<Value>;
  apply(recipe: Recipe, value: Value): Recipe;
}

/** A file in `parameters/` each; `table.ts` lists them. */
export function defineParameter<Value>({ kind, apply, ...described }: Definition<Value>): Parameter {
  return {
    ...described,
    range: kind.range,
    type: kind.type,
    json: kind.json,
    applied(recipe, text) {
      const parsed = kind.schema.safeParse(text);
      return parsed.success ? apply(recipe, parsed.data) : undefined;
    },
  };
}
