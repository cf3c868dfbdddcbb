import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { ask } from './ask.ts';
import { beat } from './live.ts';

export interface Asked<T> {
  readonly data?: T;
  /** A sentence for people. */
  readonly problem?: string;
  /** Asks again now. */
  again(): void;
}

/** Asks the API, and again whenever something happened in the cloud. Keeps the last answer meanwhile. */
export function useAsked<T>(path: string, schema: z.ZodMiniType<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ path: string; data?: T; problem?: string }>({ path });
  const [turn, setTurn] = useState(0);
  const now = beat.value;
  useEffect(() => {
    let isStale = false;
    ask(path, schema).then(
      (data) => !isStale && setAnswer({ path, data }),
      (error: unknown) => !isStale && setAnswer({ path, problem: String((error as Error).message) }),
    );
    return () => {
      isStale = true;
    };
  }, [path, schema, now, turn]);
  const again = () => setTurn((last) => last + 1);
  return answer.path === path ? { ...answer, again } : { again };
}
