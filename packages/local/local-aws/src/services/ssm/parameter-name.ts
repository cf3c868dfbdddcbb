import { z } from 'zod';
import { AwsError, ValidationError } from '../../protocol/aws-error.ts';

const maxLevels = 15;
const subPaths =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/** The name as operations accept it; its form is checked when a parameter is created. */
export const parameterName = z
  .string()
  .min(1, 'Member must have length greater than or equal to 1')
  .max(2048, 'Member must have length less than or equal to 2048');

/** Of what is to be deleted. Source: SSM API reference, DeleteParameter: "You can't enter the ARN for a parameter". */
export const ownName = parameterName.refine(
  (name) => !name.startsWith('arn:'),
  'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-/]+',
);

export const parameterNames = z
  .array(parameterName)
  .min(1, 'Member must have length greater than or equal to 1')
  .max(10, 'Member must have length less than or equal to 10');

/** Source: SSM API reference, PutParameter, "Name". */
export function checkNewName(name: string): void {
  if (/^\/aws/i.test(name))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (/^\/?(aws|ssm)/i.test(name))
    throw new ValidationError(
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive). ${subPaths}`,
    );
  if (name.includes('/') && !name.startsWith('/'))
    throw new ValidationError('Parameter name must be a fully qualified name');
  if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name)) throw new ValidationError(`Parameter name: ${subPaths}`);
  if (name.split('/').length - 1 > maxLevels)
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${maxLevels} levels.`,
    );
}

/** The name that has the same ARN: `a` of `/a`, `/a` of `a`. */
export function twinOf(name: string): string {
  return name.startsWith('/') ? name.slice(1) : `/${name}`;
}

/** Throws ValidationException if it is not a path of a hierarchy. */
export function checkPath(path: string): void {
  if (/^\/([\w.-]+(\/[\w.-]+)*\/?)?$/.test(path)) return;
  throw new ValidationError(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** Whether a parameter is below `path`: at any depth, or directly below it. */
export function isBelow(path: string, name: string, recursive: boolean): boolean {
  const start = path.endsWith('/') ? path : `${path}/`;
  const full = name.startsWith('/') ? name : `/${name}`;
  return full.startsWith(start) && (recursive || !full.slice(start.length).includes('/'));
}

/** `name:3` asks for a version, `name:prod` for a label, which no version has here. */
export function parseSelector(given: string): { readonly name: string; readonly selector?: string } {
  const [name = '', selector] = given.split(':');
  return { name, ...(selector === undefined ? {} : { selector }) };
}
