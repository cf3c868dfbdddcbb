import { badRequest } from '../api-gateway-state.ts';
import { partsOf } from '../patch/patch.ts';
import { type PatchRule, type PatchTable, property, walk } from '../patch/table.ts';
import { decimal, notEmpty, oneOf, optionalText, wholeNumber } from '../patch/values.ts';
import { olderTable } from '../patch/wording.ts';

const limit = wholeNumber(0, Number.MAX_SAFE_INTEGER, 'Invalid usage plan limit specified');
const rate = decimal('Invalid usage plan rate specified');
const period = oneOf(['DAY', 'WEEK', 'MONTH'], 'Invalid usage plan quota period specified');
const set = ['add', 'replace'] as const;

const table = olderTable([
  property('/name', notEmpty('Usage Plan name cannot be blank')),
  property('/description', optionalText),
  property('/productCode', optionalText),
  property('/throttle', optionalText, ['remove']),
  property('/throttle/rateLimit', rate, set),
  property('/throttle/burstLimit', limit, set),
  property('/quota', optionalText, ['remove']),
  property('/quota/limit', limit, set),
  property('/quota/offset', limit, set),
  property('/quota/period', period, set),
  property('/apiStages/*/throttle', optionalText, ['remove']),
  throttleRule('/apiStages/*/throttle/*/rateLimit'),
  throttleRule('/apiStages/*/throttle/*/burstLimit'),
  property('/apiStages/*/throttle/*', optionalText, ['remove']),
]);

/** The throttle for one method of a stage in the plan: `/apiStages/{api}:{stage}/throttle/{path and method}/…`. */
function throttleRule(path: string): PatchRule {
  return {
    path,
    ops: set,
    apply(document, parts, { value }) {
      const stages = document.apiStages as Record<string, unknown>;
      if (!stages[parts[1] ?? '']) throw badRequest('Invalid API Stage specified');
      const { node, last } = walk(document, parts);
      node[last] = last === 'rateLimit' ? rate(value ?? '') : limit(value ?? '');
    },
  };
}

/** Clients write the method's path as one part or as several. */
export const usagePlanPatches: PatchTable = table;

export function joinMethodPath(path: string): string {
  const [, stage, throttle, ...rest] = partsOf(path);
  if (throttle !== 'throttle' || rest.length < 2) return path;
  const last = /^(rateLimit|burstLimit)$/.test(rest.at(-1) ?? '') ? rest.at(-1) : undefined;
  const method = (last ? rest.slice(0, -1) : rest).join('/').replace(/^\/*/, '/');
  const escaped = method.replaceAll('~', '~0').replaceAll('/', '~1');
  return `/apiStages/${stage}/throttle/${escaped}${last ? `/${last}` : ''}`;
}
