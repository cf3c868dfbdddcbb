import { z } from 'zod';
import { type LogSource, readLogs } from '../operations/logs/read-logs.ts';

/** What a function used in a time, by what Lambda billed. */
export interface BilledUse {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly billedMs: number;
  /** Gigabytes of 1,024 MB, times seconds. */
  readonly gbSeconds: number;
}

/** What process-upload says when all variants of an image are made; an older release said no bytes. */
const readySchema = z.object({
  variants: z.number(),
  bytesIn: z.number().default(0),
  bytesOut: z.number().default(0),
});

export interface Made extends z.output<typeof readySchema> {
  readonly images: number;
}

export interface Traffic {
  readonly functions: ReadonlyMap<string, BilledUse>;
  readonly made: Made;
}

const unused: BilledUse = { invocations: 0, coldStarts: 0, billedMs: 0, gbSeconds: 0 };

/** Adds up what all functions logged since then. `onProgress` gets the number of invocations so far. */
export async function readTraffic(
  source: LogSource,
  from: Date,
  onProgress: (invocations: number) => void,
): Promise<Traffic> {
  const functions = new Map<string, BilledUse>();
  let made: Made = { images: 0, variants: 0, bytesIn: 0, bytesOut: 0 };
  let invocations = 0;
  const words = ['REPORT RequestId', '"message":"ready"'];
  for await (const { function: name, line } of readLogs(source, { from, words })) {
    if (name === 'process-upload' && line.text === 'ready')
      made = added(made, { images: 1, ...readySchema.parse(line.fields) });
    const { report } = line;
    if (!report) continue;
    functions.set(
      name,
      added(functions.get(name) ?? unused, {
        invocations: 1,
        coldStarts: report.initMs === undefined ? 0 : 1,
        billedMs: report.billedMs,
        gbSeconds: (report.memoryMb / 1024) * (report.billedMs / 1000),
      }),
    );
    invocations += 1;
    if (invocations % 1000 === 0) onProgress(invocations);
  }
  return { functions, made };
}

function added<Amounts extends Record<keyof Amounts, number>>(one: Amounts, other: Amounts): Amounts {
  const names = Object.keys(one) as (keyof Amounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as Amounts;
}
