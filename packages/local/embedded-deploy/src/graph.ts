import { DeployError } from './errors.ts';
import { referencesIn } from './references.ts';
import type { Block } from './stack-file.ts';

/** Which blocks each block waits for. Throws `DeployError` for an unknown address or a cycle. */
export function dependenciesOf(blocks: readonly Block[]): ReadonlyMap<Block, readonly Block[]> {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const graph = new Map(
    blocks.map((block) => {
      const addresses = new Set([...block.dependsOn, ...referencesIn(block.attributes, block.path)]);
      return [
        block,
        [...addresses].map((address) => {
          const found = byAddress.get(address);
          if (found) return found;
          throw new DeployError(
            'UnknownReference',
            `${block.path} refers to ${address}, which is not in the stack.`,
          );
        }),
      ];
    }),
  );
  refuseCycles(graph);
  return graph;
}

function refuseCycles(graph: ReadonlyMap<Block, readonly Block[]>): void {
  const finished = new Set<Block>();
  const visit = (block: Block, trail: readonly Block[]): void => {
    if (finished.has(block)) return;
    if (trail.includes(block)) {
      const cycle = [...trail.slice(trail.indexOf(block)), block].map(({ address }) => address);
      throw new DeployError('DependencyCycle', `The stack has a dependency cycle: ${cycle.join(' → ')}.`);
    }
    for (const dependency of graph.get(block) ?? []) visit(dependency, [...trail, block]);
    finished.add(block);
  };
  for (const block of graph.keys()) visit(block, []);
}

/** Runs `work` on every block as soon as its dependencies are done; independent blocks run at the same time. */
export async function inDependencyOrder(
  graph: ReadonlyMap<Block, readonly Block[]>,
  work: (block: Block) => Promise<void>,
): Promise<void> {
  const started = new Map<Block, Promise<void>>();
  const start = (block: Block): Promise<void> => {
    const running =
      started.get(block) ?? Promise.all((graph.get(block) ?? []).map(start)).then(() => work(block));
    started.set(block, running);
    return running;
  };
  await Promise.all([...graph.keys()].map(start));
}
