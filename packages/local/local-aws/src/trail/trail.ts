import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { NewSpan, Span } from './span.ts';
import { createSpanStore, type SpanStore } from './span-store.ts';

/**
 * What happened in this cloud and why: every request, event, delivery and invocation is a step that knows its causes. In
 * memory alone, and only the newest.
 */
export interface Trail {
  /** Runs one step; what it does in turn has it as its cause. An error that it throws is its end. */
  step<T>(span: NewSpan, run: (step: Step) => Promise<T>): Promise<T>;
  /** Keeps a step that is over: somebody else saw it. */
  add(span: NewSpan & Ended): void;
  /** The step that runs now. */
  current(): Step | undefined;
  /** Runs what should leave no trail and meet no fault, such as the console's own looks. */
  quietly<T>(run: () => T): T;
  isQuiet(): boolean;
  /** Oldest first. */
  spans(): Span[];
  find(id: string): Span | undefined;
  /** Calls back when a step has begun or ended. Returns a function that ends this. */
  onSpan(callback: (span: Span) => void): () => void;
  /** To be called once its cloud is closed. */
  close(): void;
}

/** How a step ended that somebody else saw. */
type Ended = Required<Pick<Span, 'startedAt' | 'endedAt'>> & Pick<Span, 'error'>;

/** A step that runs. */
export interface Step {
  readonly id: string;
  /** Adds what is known only later. */
  note(more: Partial<Omit<Span, 'id' | 'kind' | 'startedAt'>>): void;
  /** Names something that will cause other steps: `message:<id>`. */
  leave(name: string): void;
  /** A cause that is known only later, by what it left. */
  causedBy(name: string): void;
}

/** Operations that change nothing. */
const reads = /^(Get|Head|List|Describe|Query$|Scan$|BatchGet|TransactGet|Lookup|Filter|GET |HEAD |OPTIONS )/;

/**
 * The step that runs now, of whichever cloud: one storage for all of them, because on Node.js 20 every promise visits each
 * storage of its process.
 */
const running = new AsyncLocalStorage<{ readonly of: SpanStore; readonly step: Step | 'quiet' }>();
let openTrails = 0;

export function createTrail(): Trail {
  openTrails += 1;
  const store = createSpanStore();
  const told = new EventEmitter().setMaxListeners(0);
  const fruitful = new WeakSet<Step>();

  function runningHere(): Step | 'quiet' | undefined {
    const { of, step } = running.getStore() ?? {};
    return of === store ? step : undefined;
  }

  function current(): Step | undefined {
    const step = runningHere();
    return step === 'quiet' ? undefined : step;
  }

  function begin({ causedBy, facts = {}, ...rest }: NewSpan & Partial<Ended>): Step {
    const cause = current();
    if (cause && !causedBy) fruitful.add(cause);
    const found = causedBy?.flatMap((name) => store.whoLeft(name) ?? []) ?? (cause ? [cause.id] : []);
    const id = randomUUID();
    store.put({ id, causes: [...new Set(found)], startedAt: now(), ...rest, facts });
    const step: Step = {
      id,
      note(more) {
        const span = store.get(id);
        if (span) store.put({ ...span, ...more, facts: { ...span.facts, ...more.facts } });
      },
      leave(name) {
        fruitful.add(step);
        if (store.get(id)) store.leave(name, id);
      },
      causedBy(name) {
        const other = store.whoLeft(name);
        if (other !== undefined) step.note({ causes: [other] });
      },
    };
    tell(id);
    return step;
  }

  function tell(id: string): void {
    if (told.listenerCount('span') === 0) return;
    const span = store.get(id);
    if (span) told.emit('span', span);
  }

  function end(step: Step): void {
    step.note({ endedAt: now() });
    const span = store.get(step.id);
    if (span && isALook(span) && !fruitful.has(step)) store.remove(step.id);
    tell(step.id);
  }

  return {
    current,
    async step(span, run) {
      const step = begin(span);
      try {
        return await running.run({ of: store, step }, () => run(step));
      } catch (error) {
        step.note({ error: errorOf(error) });
        throw error;
      } finally {
        end(step);
      }
    },
    add: (span) => void begin(span),
    quietly: (run) => running.run({ of: store, step: 'quiet' }, run),
    isQuiet: () => runningHere() === 'quiet',
    spans: store.all,
    find: store.get,
    onSpan(callback) {
      told.on('span', callback);
      return () => void told.off('span', callback);
    },
    close() {
      openTrails -= 1;
      if (openTrails === 0) running.disable();
    },
  };
}

/** A read from outside that went well or found nothing: many of them would push out what happened. */
function isALook({ kind, name, causes, error, facts }: Span): boolean {
  if (kind !== 'request' || causes.length > 0 || !reads.test(name)) return false;
  return !error || !(Number(facts.status) >= 500 || /Denied|Forbidden/.test(error.code));
}

/** Milliseconds since the epoch, with fractions: many steps take less than one. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function errorOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
