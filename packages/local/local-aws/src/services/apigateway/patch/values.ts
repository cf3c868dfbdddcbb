import { NotImplementedError } from '../../../protocol/aws-error.ts';
import { badRequest } from '../api-gateway-state.ts';

export const flag = (text: string): boolean => {
  if (text === 'true' || text === 'false') return text === 'true';
  throw badRequest(`Invalid boolean value specified: ${text}`);
};

export function wholeNumber(low: number, high: number, message: string) {
  return (text: string): number => {
    const number = Number(text);
    if (/^-?\d+$/.test(text) && number >= low && number <= high) return number;
    throw badRequest(message);
  };
}

export function decimal(message: string) {
  return (text: string): number => {
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw badRequest(message);
  };
}

export function oneOf(values: readonly string[], message: string) {
  return (text: string): string => {
    if (values.includes(text)) return text;
    throw badRequest(message);
  };
}

export function notEmpty(message: string) {
  return (text: string): string => {
    if (text) return text;
    throw badRequest(message);
  };
}

/** The empty text removes the property. */
export const optionalText = (text: string): string | undefined => text || undefined;

/** A value that local-aws does not support, unless it asks for nothing. */
export function notServedValue(operation: string, path: string, ...harmless: readonly string[]) {
  return (text: string): undefined => {
    if (text === '' || harmless.includes(text)) return undefined;
    throw new NotImplementedError('apigateway', `${operation} of ${path}`);
  };
}
