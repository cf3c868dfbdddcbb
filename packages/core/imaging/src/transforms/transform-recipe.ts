import { InvalidTransform } from './invalid-transform.ts';
import { plainRecipe, type Recipe } from './recipe.ts';
import { parameters } from './table.ts';

/** What `fit_cover-h_200-w_320` asks for of an image with this focal point. Throws `InvalidTransform`. */
export function transformRecipe(text: string, focalPoint = plainRecipe.focalPoint): Recipe {
  const values = new Map<string, string>();
  for (const pair of text.split('-')) {
    const at = pair.indexOf('_');
    const name = pair.slice(0, at);
    if (!parameters.some((parameter) => parameter.name === name)) {
      const names = parameters.map((parameter) => parameter.name).join(', ');
      throw new InvalidTransform(`There is no parameter ${name}. There are ${names}.`);
    }
    if (values.has(name)) throw new InvalidTransform(`The parameter ${name} stands there twice.`);
    values.set(name, pair.slice(at + 1));
  }
  let recipe: Recipe = { ...plainRecipe, focalPoint };
  for (const { name, range, applied } of parameters) {
    const value = values.get(name);
    if (value === undefined) continue;
    const next = applied(recipe, value);
    if (!next) throw new InvalidTransform(`${name} is ${range}, not ${value}.`);
    recipe = next;
  }
  return recipe;
}
