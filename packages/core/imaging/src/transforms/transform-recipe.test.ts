import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainRecipe } from './recipe.ts';
import { parameters } from './table.ts';
import { InvalidTransform, transformRecipe } from './transform-recipe.ts';

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
