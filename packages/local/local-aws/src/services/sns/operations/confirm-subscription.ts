import { z } from 'zod';
import { invalidParameter } from '../sns-error.ts';
import { operation, topicResource } from '../sns-state.ts';

export const confirmSubscription = operation({
  name: 'ConfirmSubscription',
  input: z.strictObject({
    TopicArn: z.string().optional(),
    Token: z.string().default(''),
    AuthenticateOnUnsubscribe: z.string().optional(),
  }),
  resource: topicResource,
  servesAnonymous: true, // the token is the permission
  async run({ TopicArn = '', Token, AuthenticateOnUnsubscribe }, { cloud, state, request }) {
    const [, , service, region] = TopicArn.split(':');
    if (service !== 'sns' || region !== cloud.region) throw invalidParameter('Topic');
    const found = [...state.subscriptions.values()].find(({ confirmation }) => confirmation?.token === Token);
    if (!found?.confirmation) throw invalidParameter('Token');
    if (found.confirmation.isPending) {
      const wasAuthenticated = request.caller.kind !== 'anonymous';
      const authenticatesUnsubscribe = wasAuthenticated && AuthenticateOnUnsubscribe === 'true';
      const confirmation = { token: Token, isPending: false, wasAuthenticated, authenticatesUnsubscribe };
      await state.saveSubscription({ ...found, confirmation });
    }
    return { SubscriptionArn: found.arn };
  },
});
