import { jsonOrUndefined } from './json-or-undefined.ts';

export function isJson(text: string): boolean {
  return jsonOrUndefined(text) !== undefined;
}
