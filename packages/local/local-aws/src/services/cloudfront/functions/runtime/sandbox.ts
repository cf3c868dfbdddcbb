import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import querystring from 'node:querystring';
import { createContext, Script } from 'node:vm';
import type { AnyNode } from 'acorn';
import { modules, parsed } from './check-syntax.ts';

/** The pairs of a key value store as they were when the edge last looked. */
export interface StoreSnapshot {
  readonly id: string;
  /** JSON: `creationDateTime`, `lastUpdatedDateTime`, `keyCount`. */
  readonly meta: string;
  readonly values: ReadonlyMap<string, string>;
}

export interface Outcome {
  /** What the handler returned, as JSON; absent where it failed. */
  readonly output?: string;
  readonly error?: string;
  /** What it wrote with console.log. */
  readonly log: readonly string[];
  /** Milliseconds that it ran. */
  readonly tookMs: number;
}

export interface Sandbox {
  /** Runs the handler once. `event` is JSON. Never throws. */
  run(event: string): Outcome;
}

/** Far above AWS's limit, which is about a millisecond: enough for a busy machine, and the end of an endless loop. */
const longestRunMs = 250;

const prelude = new Script(
  readFileSync(new URL('../../../../../runtimes/cloudfront-js-2.0/prelude.js', import.meta.url), 'utf8'),
  { filename: 'prelude.js' },
);

/**
 * A function's code, ready to run. Each run has a context of its own, as on AWS, where nothing is left of the last one. It
 * keeps a function to what its runtime has, and is no wall against one that means harm: whoever can make functions here
 * can also make Lambda functions, which are processes of this machine.
 */
export function createSandbox(code: string, store: StoreSnapshot | undefined): Sandbox {
  const script = new Script(executable(code), { filename: 'function.js' });
  return { run: (event) => run(script, store, event) };
}

/** The one name of ours that a function could see. */
const entry = '__localAws';
const call = new Script(`${entry}.start(handler, ${entry}.event, ${entry}.time)`);

function run(script: Script, store: StoreSnapshot | undefined, event: string): Outcome {
  const result: { output?: string; error?: string } = {};
  const log: string[] = [];
  const context = createContext(
    {},
    { microtaskMode: 'afterEvaluate', codeGeneration: { strings: false, wasm: false } },
  );
  const start = prelude.runInContext(context)({
    ...ofNode,
    store: (id?: string) => (id === undefined || id === store?.id ? store?.values : undefined),
    storeMeta: () => store?.meta ?? '{}',
    log: (text: string) => log.push(text),
    succeed: (output: string) => {
      result.output = output;
    },
    fail: (error: string) => {
      result.error = error;
    },
  });
  Object.defineProperty(context, entry, { value: { start, event, time: Date.now() }, enumerable: false });
  const started = performance.now();
  try {
    script.runInContext(context, { timeout: longestRunMs });
    call.runInContext(context, { timeout: longestRunMs });
  } catch (error) {
    result.error = error instanceof Error ? error.message : String(error);
  }
  const tookMs = performance.now() - started;
  if (result.error === undefined && result.output === undefined)
    result.error = 'The handler returned a promise that nothing settles.';
  return { ...result, log, tookMs };
}

/** What only Node.js can do. */
const ofNode = {
  Buffer,
  createHash,
  createHmac,
  querystring,
  atob,
  btoa,
  decoder: (...given: ConstructorParameters<typeof TextDecoder>) => new TextDecoder(...given),
  encodeInto: (text: string, target: Uint8Array) => new TextEncoder().encodeInto(text, target),
};

/** The code in strict mode, its imports as constants, every line where it was. */
function executable(code: string): string {
  let text = code;
  const imports = parsed(code).body.filter((node: AnyNode) => node.type === 'ImportDeclaration');
  for (const node of imports.reverse()) {
    const name = node.specifiers[0]?.local.name;
    const module = modules.find((one) => one === node.source.value);
    const replacement = name === undefined ? ';' : `const ${name}=require('${module}');`;
    const lines = '\n'.repeat(text.slice(node.start, node.end).split('\n').length - 1);
    text = text.slice(0, node.start) + replacement + lines + text.slice(node.end);
  }
  return `'use strict';${text}`;
}
