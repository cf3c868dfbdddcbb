import type { Catalog } from '@darkroom/catalog';

export interface Dependencies {
  readonly catalog: Pick<Catalog, 'inWork'>;
  /** After the beginning of its last attempt, an image is stuck. */
  readonly stuckAfterMinutes: number;
  /** Writes the metric. */
  report(images: number): void;
  readonly logger: { warn(message: string, fields: Record<string, unknown>): void };
  now(): Date;
}

/** More than these are one number to whoever gets the alarm. */
const countedAtMost = 1000;
const named = 10;

/** Reports none as well: an alarm then knows that somebody looked. */
export function createHandler({ catalog, stuckAfterMinutes, report, logger, now }: Dependencies) {
  return async (): Promise<void> => {
    const before = new Date(now().getTime() - stuckAfterMinutes * 60_000);
    const stuck = await catalog.inWork(before, countedAtMost);
    report(stuck.length);
    if (stuck.length > 0)
      logger.warn('Stuck', { images: stuck.length, longest: stuck.slice(0, named).map(({ id }) => id) });
  };
}
