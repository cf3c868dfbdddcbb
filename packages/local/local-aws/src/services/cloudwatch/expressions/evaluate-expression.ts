import { NotImplementedError } from '../../../protocol/aws-error.ts';
import { functions } from './functions.ts';
import { type Expression, invalidExpression } from './parse-expression.ts';
import type { Scope } from './scope.ts';
import { combine, isList, mapValues, type TimeSeries, type Value } from './time-series.ts';

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};
const sameAs: Readonly<Record<string, string>> = { '&&': 'AND', '||': 'OR' };

/** Throws ValidationError, and NotImplemented for functions that are not served. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'word':
      return scope.find(expression.word);
    case 'list':
      return expression.items.flatMap((item) => {
        const value = evaluate(item, scope);
        if (typeof value === 'number') throw invalidExpression(scope.text);
        return isList(value) ? value : [value];
      });
    case 'minus':
      return apply(0, evaluate(expression.of, scope), (zero, value) => zero - value);
    case 'binary': {
      const { operator, left, right } = expression;
      const operation = operations[sameAs[operator] ?? operator];
      if (!operation) throw invalidExpression(scope.text);
      return apply(evaluate(left, scope), evaluate(right, scope), operation);
    }
    case 'call': {
      const { name, parameters } = expression;
      const call = functions[name];
      if (!call) throw new NotImplementedError('cloudwatch', `metric math with ${name}()`);
      return call(parameters, { ...scope, resultOf: (part) => evaluate(part, scope) });
    }
  }
}

/** Number by number; a series with a series only where both have a value, a list series by series. */
function apply(left: Value, right: Value, change: (left: number, right: number) => number): Value {
  if (isList(left)) return left.map((each) => apply(each, right, change) as TimeSeries);
  if (isList(right)) return right.map((each) => apply(left, each, change) as TimeSeries);
  if (typeof left === 'number') {
    if (typeof right === 'number') return change(left, right);
    return mapValues(right, (value) => change(left, value));
  }
  if (typeof right === 'number') return mapValues(left, (value) => change(value, right));
  return combine(left, right, change);
}
