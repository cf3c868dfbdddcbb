import { badRequest } from '../api-gateway-state.ts';
import type { PatchRule, PatchTable } from './table.ts';

/** API Gateway's words for refused patches of its older resources. */
export function olderTable(rules: readonly PatchRule[]): PatchTable {
  return {
    rules,
    unknownPath: ({ path }) => badRequest(`Invalid patch path ${path ?? null}`),
    wrongOp: ({ op }, { ops }) =>
      op === 'add' || op === 'remove' || op === 'replace'
        ? badRequest(`Invalid patch operation specified. Must be one of: [${ops.join(', ')}]`)
        : badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"),
  };
}

/** Its words for those of the other resources. */
export function newerTable(rules: readonly PatchRule[]): PatchTable {
  const replaceable = rules.filter(({ ops }) => ops.includes('replace')).map(({ path }) => path);
  const supported = 'Please choose supported operations';
  return {
    rules,
    unknownPath: ({ op, path }) =>
      badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. ${op === 'replace' ? `Must be one of: [${replaceable.join(', ')}]` : supported}`,
      ),
    wrongOp: ({ op, path }) =>
      badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${supported}`),
  };
}
