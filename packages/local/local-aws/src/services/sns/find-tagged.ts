import { AwsError } from '../../protocol/aws-error.ts';
import { checkArn } from './arn.ts';
import type { SnsState } from './sns-state.ts';
import type { Topic } from './topics/topic.ts';

/** The topic whose tags are asked for. Throws InvalidParameter, ResourceNotFound. */
export function findTagged({ topics }: SnsState, arn: string | undefined): Topic {
  const topic = topics.get(checkArn('ResourceArn', arn));
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
  return topic;
}
