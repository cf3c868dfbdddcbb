import { expect } from 'vitest';
import type { LocalAws } from '../../../start-local-aws.ts';
import { createRecordingFunction as create } from '../../lambda/testing/recording-function.ts';
import { type S3EventRecord, s3Event } from './s3-event.ts';

/** A function that S3 may invoke and that remembers its events. */
export async function createRecordingFunction({ endpoint }: LocalAws, name = 'recorder') {
  const { events, ...recorder } = await create(endpoint, { name, principal: 's3.amazonaws.com' });
  const records = async (): Promise<S3EventRecord[]> =>
    (await events()).flatMap((event) => s3Event.parse(event).Records);

  return {
    ...recorder,
    /** Waits for so many events; ordered by sequencer, since Lambda promises no order. */
    async received(count: number): Promise<S3EventRecord[]> {
      await expect.poll(async () => (await records()).length, { timeout: 15_000 }).toBe(count);
      return (await records()).sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1));
    },
  };
}
