import { AwsError } from '../../../protocol/aws-error.ts';
import { parseFunctionName } from '../function-lookup.ts';
import type { LambdaState } from '../lambda-state.ts';
import type { EventSourceMapping } from './mapping.ts';

/** Throws ResourceConflictException if the function is already mapped to the source. */
export async function refuseDuplicate(state: LambdaState, mapping: EventSourceMapping): Promise<void> {
  for await (const [uuid, other] of state.eventSourceMappings.entries()) {
    if (uuid === mapping.uuid || other.sourceArn !== mapping.sourceArn) continue;
    if (other.functionArn !== mapping.functionArn) continue;
    const { name } = parseFunctionName(mapping.functionArn);
    const what =
      mapping.source === 'queue'
        ? `An event source mapping with SQS arn (" ${mapping.sourceArn} ") and function (" ${name} ") already exists.`
        : `The event source arn (" ${mapping.sourceArn} ") and function (" ${name} ") provided mapping already exists.`;
    const advice = `Please update or delete the existing mapping with UUID ${uuid}`;
    throw new AwsError('ResourceConflictException', `${what} ${advice}`, 409, { fields: { Type: 'User' } });
  }
}
