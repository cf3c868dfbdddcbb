import type { Caller } from '../../protocol/message.ts';
import { matchesWildcard } from '../wildcard.ts';
import type { ConditionContext } from './condition-context.ts';
import { conditionsHold } from './conditions.ts';
import type { Statement } from './document.ts';
import { namesCaller } from './principal.ts';
import { substitute } from './variables.ts';

export type Decision = 'allow' | 'explicit deny' | 'no match';

/** The question to a policy: may this action be done on this resource? */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

/** The statements' answer to a question: an explicit Deny wins over any Allow. Resource policies also match `caller`. */
export function evaluate(statements: readonly Statement[], question: Question, caller?: Caller): Decision {
  const effects = new Set(
    statements
      .filter((statement) => applies(statement, question) && (!caller || namesCaller(statement, caller)))
      .map(({ Effect }) => Effect),
  );
  if (effects.has('Deny')) return 'explicit deny';
  return effects.has('Allow') ? 'allow' : 'no match';
}

function applies(statement: Statement, { action, resource, context }: Question): boolean {
  const { Effect, Action, NotAction = [], Resource, NotResource, Condition = {} } = statement;
  const covers = (pattern: string) => {
    const text = substitute(pattern, context);
    return text !== undefined && matchesWildcard(text, resource);
  };
  const ofAction = (pattern: string) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
  return (
    (Action ? Action.some(ofAction) : !NotAction.some(ofAction)) &&
    (Resource ? Resource.some(covers) : !NotResource?.some(covers)) &&
    conditionsHold(Condition, context, Effect === 'Deny')
  );
}
