import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget/index.js';
import type { Construct } from 'constructs';

export interface BudgetProps {
  readonly name: string;
  /** US dollars a month. */
  readonly dollars: number;
  readonly email: string;
  /** The tag of the stack's resources. Billing counts it from the day on which it is activated there. */
  readonly stage: string;
}

/** Tells when the month's spend, as AWS forecasts it, or as it is, is above the budget. */
export function monthlyBudget(scope: Construct, { name, dollars, email, stage }: BudgetProps): void {
  new BudgetsBudget(scope, 'budget', {
    name,
    budgetType: 'COST',
    limitAmount: String(dollars),
    limitUnit: 'USD',
    timeUnit: 'MONTHLY',
    costFilter: [{ name: 'TagKeyValue', values: [`user:stage$${stage}`] }],
    notification: ['FORECASTED', 'ACTUAL'].map((notificationType) => ({
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold: 100,
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: [email],
    })),
  });
}
