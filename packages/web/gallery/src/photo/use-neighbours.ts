import { useRef } from 'preact/hooks';

/** The photos before and after one; of one that is not listed any more, those that were, as far as they still are. */
export function useNeighbours(id: string, ids: readonly string[]) {
  const known = useRef<readonly [string | undefined, string | undefined]>([undefined, undefined]);
  const at = ids.indexOf(id);
  if (at >= 0) known.current = [ids[at - 1], ids[at + 1]];
  const [previous, next] = known.current;
  const there = (neighbour: string | undefined) =>
    neighbour !== undefined && ids.includes(neighbour) ? neighbour : undefined;
  return [there(previous), there(next)] as const;
}
