import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';
import { policyDocument } from './tls-only.ts';

export interface ReadyStepsProps {
  /** The function that asks the steps, and gets their answers. */
  readonly runner: PipelineFunction;
  /** By the steps' names. */
  readonly functions: ReadonlyMap<string, PipelineFunction>;
  /** Gets what Lambda gives up on. */
  readonly failuresArn: string;
}

const asynchronousInvocation = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 6 * 3600 };

/** What each step answers goes back to the function that asked; a step that keeps failing goes to the queue for redrives. */
export class ReadySteps extends Construct {
  constructor(scope: Construct, id: string, { runner, functions, failuresArn }: ReadyStepsProps) {
    super(scope, id);
    for (const [name, step] of functions) this.#invoke(name, step, failuresArn, runner.arn);
    this.#invoke('runner', runner, failuresArn);
  }

  #invoke(name: string, invoked: PipelineFunction, failuresArn: string, answersArn?: string): void {
    const permission = new IamRolePolicy(this, `${name}-destinations`, {
      name: 'destinations',
      role: invoked.role.name,
      policy: policyDocument([
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: failuresArn },
        ...(answersArn === undefined
          ? []
          : [{ Effect: 'Allow' as const, Action: 'lambda:InvokeFunction', Resource: answersArn }]),
      ]),
    });
    new LambdaFunctionEventInvokeConfig(this, `${name}-invocation`, {
      ...asynchronousInvocation,
      functionName: invoked.name,
      destinationConfig: {
        onFailure: { destination: failuresArn },
        ...(answersArn !== undefined && { onSuccess: { destination: answersArn } }),
      },
      dependsOn: [permission], // Lambda checks the role's permission to send
    });
  }
}
