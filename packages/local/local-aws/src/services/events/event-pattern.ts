import { isEventPattern } from '../../event-patterns/pattern.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** Throws InvalidEventPatternException. */
export function checkPattern(text: string): void {
  if (!isEventPattern(text))
    throw new AwsError('InvalidEventPatternException', 'Event pattern is not valid.');
}
