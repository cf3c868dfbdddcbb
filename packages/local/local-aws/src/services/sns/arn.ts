import type { Cloud } from '../../cloud/cloud.ts';
import { invalidParameter } from './sns-error.ts';

export function topicArn({ region, accountId }: Cloud, name: string): string {
  return `arn:aws:sns:${region}:${accountId}:${name}`;
}

/** Throws InvalidParameter if it is not an ARN. `parameter` is its name in SNS's words, `TopicArn`. */
export function checkArn(parameter: string, arn: string | undefined): string {
  if (arn === undefined) throw invalidParameter(`${parameter} Reason: no value for required parameter`);
  const elements = arn.split(':').length;
  if (elements < 6) {
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);
  }
  return arn;
}

/** Also throws InvalidParameter if it is not a topic, or one of another region: SNS keeps a topic in its own region. */
export function checkTopicArn(cloud: Cloud, arn: string | undefined, parameter = 'TopicArn'): string {
  const checked = checkArn(parameter, arn);
  const [, , service, region] = checked.split(':');
  if (service !== 'sns' || region !== cloud.region) throw invalidParameter('TopicArn');
  return checked;
}
