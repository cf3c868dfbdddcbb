import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

export const awsCallerIdentity = defineResource(z.strictObject({}), async (_block, { clients }) => {
  const { Account = '', Arn = '', UserId = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
  return { id: Account, account_id: Account, arn: Arn, user_id: UserId };
});
