/** Where a rule sends events, as PutTargets described it, with AWS's names. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | { readonly InputPathsMap: Readonly<Record<string, string>>; readonly InputTemplate: string }
    | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly RetryPolicy?:
    | {
        readonly MaximumRetryAttempts?: number | undefined;
        readonly MaximumEventAgeInSeconds?: number | undefined;
      }
    | undefined;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  /** Of the bus that it is on. */
  readonly busName: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly eventPattern?: string | undefined;
  readonly scheduleExpression?: string | undefined;
  /** Since when a rate counts, in milliseconds since the epoch. */
  readonly scheduledSince: number;
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly targets: readonly Target[];
}

/** What requests and answers call its parts. */
export function ruleDocument(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.busName,
  };
}
