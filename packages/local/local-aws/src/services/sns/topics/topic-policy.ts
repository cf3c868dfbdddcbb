import { invalidParameter } from '../sns-error.ts';

/**
 * The actions that a topic's policy may allow, without wildcards. Source: Amazon SNS Developer Guide, "Amazon SNS API
 * permissions".
 */
const actions: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'DeleteTopic',
    'GetDataProtectionPolicy',
    'GetTopicAttributes',
    'ListSubscriptionsByTopic',
    'ListTagsForResource',
    'Publish',
    'PutDataProtectionPolicy',
    'Receive',
    'RemovePermission',
    'SetTopicAttributes',
    'Subscribe',
  ].map((name) => `sns:${name.toLowerCase()}`),
);

export function isTopicAction(action: string): boolean {
  return actions.has(action.toLowerCase());
}

export function outOfScope() {
  return invalidParameter('Policy statement action out of service scope!');
}
