import { z } from 'zod';

const step = z.looseObject({
  id: z.string(),
  causes: z.array(z.string()),
  kind: z.string(),
  service: z.string(),
  name: z.string(),
  target: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  input: z.object({ text: z.string(), bytes: z.number(), isWhole: z.boolean() }).optional(),
  output: z.object({ text: z.string() }).optional(),
  log: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export type Step = z.output<typeof step>;

/** A client of the console's API. */
export function askConsole(endpoint: string) {
  async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${endpoint}/_local/api${path}`, init);
    return { status: response.status, body: await response.json() };
  }
  async function trails() {
    const { body } = await ask('/trails');
    const summary = step.extend({ steps: z.number(), errors: z.number(), isRunning: z.boolean() });
    return z.object({ trails: z.array(summary) }).parse(body).trails;
  }
  return {
    ask,
    trails,
    post: (path: string, document: object) => ask(path, { method: 'POST', body: JSON.stringify(document) }),
    /** The steps of the trail that began with this request. */
    async trailOf(target: string): Promise<Step[]> {
      const root = (await trails()).find((trail) => trail.kind === 'request' && trail.target === target);
      if (!root) return [];
      const { body } = await ask(`/trails/${root.id}`);
      return z.object({ spans: z.array(step) }).parse(body).spans;
    },
    async span(id: string): Promise<Step> {
      return step.parse((await ask(`/spans/${id}`)).body);
    },
  };
}

/** `parent > child` for every cause in a trail. */
export function arrows(steps: readonly Step[]): string[] {
  const label = ({ kind, service, name }: Step) =>
    kind === 'request' ? `${service}:${name}` : `${kind} ${name}`;
  const byId = new Map(steps.map((found) => [found.id, found]));
  return steps.flatMap((found) =>
    found.causes.flatMap((cause) => {
      const parent = byId.get(cause);
      return parent ? [`${label(parent)} > ${label(found)}`] : [];
    }),
  );
}
