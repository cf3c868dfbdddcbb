import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidTransform } from './invalid-transform.ts';
import type { ValueSchema } from './kind.ts';
import { plainRecipe } from './recipe.ts';
import { parameters } from './table.ts';
import { transformRecipe } from './transform-recipe.ts';

test.each([
  ['w_0', 'w is 1 to 16383 pixels, not 0.'],
  ['w_08.5', 'w is 1 to 16383 pixels, not 08.5.'],
  ['width_3', 'There is no parameter width.'],
  ['w_1-w_2', 'The parameter w stands there twice.'],
  ['focus_0.5x1.5', 'focus is'],
  ['crop_0.5x0.5x0.6x0.1', 'crop is left, top, width and height in fractions'],
  ['bg_red', 'bg is a colour, `ff8800`'],
])('%s is refused: %s', (text, message) => {
  expect(() => transformRecipe(text)).toThrow(InvalidTransform);
  expect(() => transformRecipe(text)).toThrow(message);
});

test('the order of parameters changes nothing', () => {
  const texts = fc.shuffledSubarray(
    parameters
      .flatMap(({ example }) => example.split('-'))
      .filter(
        (pair, index, all) => all.findIndex((other) => other.split('_')[0] === pair.split('_')[0]) === index,
      ),
    { minLength: 1 },
  );
  const comparable = (text: string) =>
    JSON.stringify({ ...transformRecipe(text), effects: transformRecipe(text).effects.map(String) });
  fc.assert(
    fc.property(texts, (pairs) => {
      expect(comparable(pairs.join('-'))).toEqual(comparable(pairs.toSorted().join('-')));
    }),
  );
});

test('a transform is a recipe or an InvalidTransform, whatever stands there', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(Object.keys(transformRecipe(text))).toEqual(Object.keys(plainRecipe));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidTransform);
      }
    }),
  );
});

/** Values that OpenAPI allows. */
function allowedBy(schema: ValueSchema): fc.Arbitrary<string | number | boolean> {
  if ('anyOf' in schema) return fc.oneof(...schema.anyOf.map(allowedBy));
  if ('enum' in schema) return fc.constantFrom(...schema.enum);
  if ('pattern' in schema) return fc.stringMatching(new RegExp(schema.pattern));
  if (schema.type === 'boolean') return fc.boolean();
  const { minimum, maximum } = schema;
  if (schema.type === 'integer') return fc.integer({ min: minimum, max: maximum });
  return fc.integer({ min: minimum * 1e4, max: maximum * 1e4 }).map((value) => value / 1e4);
}

// Whether a region lies within the picture, no pattern says.
const described = parameters.filter(({ name }) => name !== 'crop');

test.each(described)('what OpenAPI says of $name is a transform', ({ name, json }) => {
  fc.assert(
    fc.property(allowedBy(json), (value) => {
      expect(() => transformRecipe(`${name}_${value}`)).not.toThrow();
    }),
  );
});

test.each(parameters)('what OpenAPI does not allow of $name is none', ({ name, json }) => {
  const isNumber = (schema: ValueSchema): boolean =>
    'anyOf' in schema ? schema.anyOf.some(isNumber) : 'minimum' in schema;
  const [number] = 'anyOf' in json ? json.anyOf.filter(isNumber) : isNumber(json) ? [json] : [];
  const wrong =
    number && 'minimum' in number
      ? [number.minimum / 2, number.maximum + 1]
      : ['No_Value', '2x2x2x2x2-', 'Ä'];
  for (const value of wrong) expect(() => transformRecipe(`${name}_${value}`)).toThrow(InvalidTransform);
});
