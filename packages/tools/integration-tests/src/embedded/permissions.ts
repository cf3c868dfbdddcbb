import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { roleName } from '@darkroom/infra';
import { expect } from 'vitest';
import { z } from 'zod';
import type { EmbeddedStack } from '../embedded-stack.ts';

const documentSchema = z.object({
  Version: z.string(),
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: z.union([z.string(), z.array(z.string())]),
      Resource: z.unknown(),
    }),
  ),
});

/** Removes permissions from the functions of a stack and waits for AccessDenied in their logs. */
export function permissionsIn(stack: EmbeddedStack) {
  const iam = stack.local.client(IAMClient);
  const logs = stack.local.client(CloudWatchLogsClient);

  return {
    /** Runs `body` while the function's role may not do `action`, on one resource or on all, then gives it back. */
    async without(
      functionName: string,
      action: string,
      body: () => Promise<void>,
      arn?: string,
    ): Promise<void> {
      const role = roleName(functionName, stack.target.region);
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
      const restored: (() => Promise<unknown>)[] = [];
      try {
        for (const PolicyName of PolicyNames) {
          const policy = { RoleName: role, PolicyName };
          const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(policy));
          const whole = decodeURIComponent(PolicyDocument);
          const document = documentSchema.parse(JSON.parse(whole));
          const isMeant = ({ Action, Resource }: (typeof document.Statement)[number]) =>
            [Action].flat().includes(action) && JSON.stringify(Resource).includes(arn ?? '');
          if (!document.Statement.some(isMeant)) continue;
          const Statement = document.Statement.map((statement) => ({
            ...statement,
            Action: [statement.Action].flat().filter((allowed) => allowed !== action || !isMeant(statement)),
          })).filter(({ Action }) => Action.length > 0);
          const put = (PolicyDocument: string) =>
            iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
          await put(JSON.stringify({ ...document, Statement }));
          restored.push(() => put(whole));
        }
        if (restored.length === 0) throw new Error(`${role} has no permission for ${action}`);
        await body();
      } finally {
        for (const restore of restored) await restore();
      }
    },

    /** Waits until AWS has refused the action, on this resource or on any. */
    async denialLogged(functionName: string, action: string, arn = ''): Promise<void> {
      const logGroupName = `/aws/lambda/${functionName}`;
      const denial = `is not authorized to perform: ${action}`;
      await expect
        .poll(
          async () => {
            const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
            return events.some(({ message }) => message?.includes(denial) && message.includes(arn));
          },
          { timeout: 20_000 },
        )
        .toBe(true);
    },
  };
}
