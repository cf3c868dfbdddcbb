import type { Step } from '@darkroom/pipeline-config';
import type { PipelineFunction, Resources } from './constructs/pipeline-function.ts';
import { StackError } from './errors.ts';
import { type MakeFunction, makeAdded } from './function-maker.ts';
import type { AddedFunction } from './unbuilt-function.ts';

/** The functions of the steps after `after`, by the steps' names. Throws `StackError`. */
export function makeSteps(
  steps: readonly Step[],
  after: Step['after'],
  added: readonly AddedFunction[],
  make: MakeFunction,
  resources: Resources,
): ReadonlyMap<string, PipelineFunction> {
  const wanted = steps.filter((step) => step.after === after);
  return new Map(
    wanted.map((step) => [step.name, makeAdded(make, functionOf(step, added), resources, step)]),
  );
}

/** As a manifest names them: `steps`. */
export function stepsResource(functions: ReadonlyMap<string, PipelineFunction>) {
  const names = [...functions].map(([step, { name }]) => [step, name]);
  return {
    name: JSON.stringify(Object.fromEntries(names)),
    arn: [...functions.values()].map(({ arn }) => arn),
  };
}

function functionOf(step: Step, added: readonly AddedFunction[]): AddedFunction {
  const found = added.find(({ name, trigger }) => name === step.function && 'step' in trigger);
  if (found) return found;
  throw new StackError(
    'UnknownStepFunction',
    `The step ${step.name} needs the folder packages/functions/${step.function}, whose manifest has "trigger": { "step": true }; one in TypeScript must be built.`,
  );
}
