import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import querystring from 'node:querystring';
import { type Context, createContext, Script } from 'node:vm';
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

let loadedPrelude: Script | undefined;

/** Read for the first function: most clouds run none. */
function prelude(): Script {
  const file = new URL('../../../../../runtimes/cloudfront-js-2.0/prelude.js', import.meta.url);
  loadedPrelude ??= new Script(readFileSync(file, 'utf8'), { filename: 'prelude.js' });
  return loadedPrelude;
}

/**
 * A function's code, ready to run. Its program runs anew each time, as on AWS, where nothing is left of the last run; a
 * context in which it left a global is not used again. It keeps a function to what its runtime has, and is no wall
 * against one that means harm: whoever can make functions here can also make Lambda functions, which are processes of
 * this machine.
 */
export function createSandbox(code: string, store: StoreSnapshot | undefined): Sandbox {
  const script = new Script(executable(code), { filename: 'function.js' });
  let room: Room | undefined;
  return {
    run(event) {
      room ??= openRoom(script, store);
      const { outcome, isClean } = runIn(room, event);
      if (!isClean) room = undefined;
      return outcome;
    },
  };
}

/** A context, what it is to run, and what came of it. */
interface Room {
  readonly context: Context;
  readonly call: { event: string; time: number };
  result: { output?: string; error?: string; log: string[] };
  isClean(): boolean;
}

/** The one name of ours that a function could see. */
const entry = '__localAws';
const call = new Script(`${entry}.start(${entry}.load, ${entry}.event, ${entry}.time)`);

function openRoom(script: Script, store: StoreSnapshot | undefined): Room {
  const context = createContext(
    {},
    { microtaskMode: 'afterEvaluate', codeGeneration: { strings: false, wasm: false } },
  );
  const load = script.runInContext(context);
  const room: Room = { context, call: { event: '', time: 0 }, result: { log: [] }, isClean: () => false };
  const start = prelude().runInContext(context)({
    ...ofNode,
    store: (id?: string) => (id === undefined || id === store?.id ? store?.values : undefined),
    storeMeta: () => store?.meta ?? '{}',
    log: (text: string) => room.result.log.push(text),
    succeed: (output: string) => {
      room.result.output = output;
    },
    fail: (error: string) => {
      room.result.error = error;
    },
  });
  Object.assign(room.call, { start, load });
  Object.defineProperty(context, entry, { value: room.call, enumerable: false });
  const globals = Object.keys(context).length;
  room.isClean = () => Object.keys(context).length === globals;
  return room;
}

function runIn(room: Room, event: string): { readonly outcome: Outcome; readonly isClean: boolean } {
  const result: Room['result'] = { log: [] };
  room.result = result;
  Object.assign(room.call, { event, time: Date.now() });
  let isClean = true;
  const started = performance.now();
  try {
    call.runInContext(room.context, { timeout: longestRunMs });
  } catch (error) {
    result.error = error instanceof Error ? error.message : String(error);
    isClean = false; // it was cut short
  }
  const tookMs = performance.now() - started;
  if (result.error === undefined && result.output === undefined)
    result.error = 'The handler returned a promise that nothing settles.';
  return { outcome: { ...result, tookMs }, isClean: isClean && room.isClean() };
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

/** A function that runs the program and returns its handler: in strict mode, imports as constants, every line where it was. */
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
  return `(function () { 'use strict';${text}\n;return handler; })`;
}
