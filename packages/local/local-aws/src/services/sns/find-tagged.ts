import { AwsError } from '../../protocol/aws-error.ts';
import { checkArn } from './arn.ts';
import { invalidParameter } from './sns-error.ts';
import type { SnsState } from './sns-state.ts';
import type { Topic } from './topics/topic.ts';

/** The topic whose tags are requested. Throws InvalidParameter, ResourceNotFound. */
export function findTagged({ topics }: SnsState, arn: string | undefined): Topic {
  const checked = checkArn('ResourceArn', arn);
  if (checked.split(':')[2] !== 'sns') throw invalidParameter('ResourceArn');
  const topic = topics.get(checked);
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
  return topic;
}
