import * as z from 'zod';

/** Alarms, where they go, and a dashboard. */
export const monitoringSchema = z
  .strictObject({
    /** Gets an e-mail for each alarm, once its owner has confirmed the one that AWS sends first. */
    email: z.email().optional(),
    /** US dollars; AWS Budgets writes to `email` when a month costs more, or will. */
    monthlyBudget: z.number().positive().optional(),
    /** Whether there is a CloudWatch dashboard. */
    dashboard: z.boolean().default(true),
  })
  .refine(({ email, monthlyBudget }) => monthlyBudget === undefined || email !== undefined, {
    path: ['monthlyBudget'],
    error: 'needs `email`: only there a budget is told',
  });

export type Monitoring = z.output<typeof monitoringSchema>;
