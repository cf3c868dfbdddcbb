import { modelFault } from '../../../protocol/model-fault.ts';
import type { Collection } from '../../../storage/collection.ts';
import { notFound, parseFunctionName, type QualifiedFunction, qualifierOf } from '../function-lookup.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { LambdaState } from '../lambda-state.ts';
import type { FunctionUrl } from './function-url.ts';

type Urls = Collection<FunctionUrl>;

/** What a URL can be for: the function itself, or an alias. */
export interface UrlTarget {
  readonly functionName: string;
  readonly qualifier?: string;
}

/** Throws ValidationException for `$LATEST` and for a version, which have no URLs. */
export function urlTarget(input: QualifiedFunction): UrlTarget {
  const { name: functionName } = parseFunctionName(input.FunctionName);
  const qualifier = qualifierOf(input);
  if (qualifier === undefined) return { functionName };
  if (/^\d+$|\$/.test(qualifier)) {
    const constraint = 'Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)';
    throw modelFault('ValidationException')([{ path: ['qualifier'], value: qualifier, constraint }], '');
  }
  return { functionName, qualifier };
}

/** The function that gets a URL, or whose URL changes. Throws ResourceNotFoundException, for an alias too. */
export async function findUrlOwner(
  { functions }: Pick<LambdaState, 'functions'>,
  { functionName, qualifier }: UrlTarget,
): Promise<FunctionRecord> {
  const record = await functions.get(functionName);
  if (!record || (qualifier !== undefined && !record.aliases[qualifier]))
    throw notFound('Function does not exist');
  return record;
}

export async function urlsOf(urls: Urls, functionName: string): Promise<FunctionUrl[]> {
  const found: FunctionUrl[] = [];
  for await (const [, url] of urls.entries()) if (url.functionName === functionName) found.push(url);
  return found;
}

export async function urlFor(urls: Urls, target: UrlTarget): Promise<FunctionUrl | undefined> {
  return (await urlsOf(urls, target.functionName)).find(({ qualifier }) => qualifier === target.qualifier);
}

/** Throws ResourceNotFoundException. */
export async function findUrl(urls: Urls, target: UrlTarget): Promise<FunctionUrl> {
  const url = await urlFor(urls, target);
  if (!url) throw notFound('The resource you requested does not exist.');
  return url;
}

/** Deletes the URLs of a function that is gone, or of one of its aliases. */
export async function deleteUrls(urls: Urls, functionName: string, alias?: string): Promise<void> {
  for (const { id, qualifier } of await urlsOf(urls, functionName)) {
    if (alias === undefined || qualifier === alias) await urls.delete(id);
  }
}
