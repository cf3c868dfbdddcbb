import type { Cloud } from '../cloud/cloud.ts';
import type { Aws } from './aws.ts';

/** What every operation of the console can use. */
export interface ConsoleContext {
  readonly cloud: Cloud;
  /** As root; what it asks leaves no trail. */
  readonly aws: Aws;
}
