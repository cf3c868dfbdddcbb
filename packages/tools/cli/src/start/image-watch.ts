import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { variantSchema } from '../api/image.ts';
import type { EmbeddedStack } from './embedded-stack.ts';

const imageSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  updatedAt: z.iso.datetime(),
  reason: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  format: z.string().optional(),
  /** Lasting: `/{preset}` behind it is a picture. */
  url: z.string().optional(),
  thumbnail: z.string().optional(),
  variants: z.array(variantSchema),
});

export type Image = z.output<typeof imageSchema>;

const pageSchema = z.object({ images: z.array(imageSchema), cursor: z.string().optional() });
const page = `/images?limit=20&fields=${Object.keys(imageSchema.shape).join(',')}`;

interface Waiting {
  readonly id: string;
  readonly since: number;
  resolve(image: Image | 'unavailable'): void;
  reject(reason: unknown): void;
}

export interface ImageWatch {
  /** The API's answer about an upload since then, once it is final; or that the API fails, so nobody knows. */
  decided(id: string, since: number, over: AbortSignal): Promise<Image | 'unavailable'>;
}

/** Between requests, as long as the last one took: on busy processors whoever waits asks less. */
const pauseMs = { least: 100, most: 500 };
const retryAfterMs = 2000; // as the API says when it is busy
const apiAttempts = 10;

/** Waits for many images with one request at a time, which one execution environment of the API answers. */
export function watchImages(
  { apiUrl, caller }: Pick<EmbeddedStack, 'apiUrl' | 'caller'>,
  signal: AbortSignal,
): ImageWatch {
  const waiting = new Set<Waiting>();
  let isLooking = false;

  async function ask<Answer>(
    path: string,
    schema: z.ZodType<Answer>,
  ): Promise<Answer | 'none' | 'unavailable'> {
    const url = new URL(`${apiUrl}${path}`);
    const response = await fetch(url, { headers: await caller.headers('GET', url), signal });
    if (response.ok) return schema.parse(await response.json());
    const text = await response.text();
    // The function failed, or has no concurrency left; API Gateway does not say which.
    if (response.status > 501) return 'unavailable';
    if (response.status === 404 || response.status >= 500) return 'none';
    throw new Error(`The API answered ${response.status}: ${text}`);
  }

  /** False if the API is unavailable. */
  async function look(): Promise<boolean> {
    const newest = await ask(page, pageSchema);
    if (typeof newest === 'string') return newest === 'none';
    for (const each of waiting) {
      let found: Image | string | undefined = newest.images.find(({ id }) => id === each.id);
      // Of an image that was uploaded again, the place in the list is the old one.
      if (found === undefined && newest.cursor !== undefined)
        found = await ask(`/images/${each.id}`, imageSchema);
      if (found === 'unavailable') return false;
      if (typeof found === 'object' && isFinal(found, each.since)) {
        waiting.delete(each);
        each.resolve(found);
      }
    }
    return true;
  }

  async function lookUntilDecided(): Promise<void> {
    let failures = 0;
    while (waiting.size > 0) {
      const startedAt = performance.now();
      failures = (await look()) ? 0 : failures + 1;
      if (failures === apiAttempts) {
        for (const { resolve } of waiting) resolve('unavailable');
        waiting.clear();
      }
      const took = performance.now() - startedAt;
      const pause = failures > 0 ? retryAfterMs : Math.min(pauseMs.most, Math.max(pauseMs.least, took));
      if (waiting.size > 0) await setTimeout(pause, undefined, { signal });
    }
  }

  function start(): void {
    if (isLooking) return;
    isLooking = true;
    lookUntilDecided()
      .catch((error: unknown) => {
        for (const { reject } of waiting) reject(error);
        waiting.clear();
      })
      .finally(() => {
        isLooking = false;
        if (waiting.size > 0) start();
      });
  }

  return {
    decided: (id, since, over) =>
      new Promise((resolve, reject) => {
        const own = { id, since, resolve, reject };
        waiting.add(own);
        over.addEventListener('abort', () => waiting.delete(own), { once: true });
        start();
      }),
  };
}

/** A kept image of an earlier run does not count. */
function isFinal({ status, updatedAt }: Image, since: number): boolean {
  return (status === 'ready' || status === 'failed') && Date.parse(updatedAt) >= since;
}
