import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { API, type Diagnostic, type Program, type Snapshot } from 'typescript/unstable/async';

/** What the compiler says of a line. */
export interface TypeFault {
  /** Absolute path. */
  readonly file: string;
  /** As tsc writes it. */
  readonly text: string;
}

/** Checks the types of the functions and the configuration, by a compiler that stays and keeps what it has read. */
export interface TypeCheck {
  /** What is wrong in some files, now that others were saved. All are absolute paths. */
  checkSome(files: ReadonlySet<string>, saved: ReadonlySet<string>): Promise<readonly TypeFault[]>;
  /** What is wrong anywhere; undefined if a file was saved meanwhile. */
  checkAll(): Promise<readonly TypeFault[] | undefined>;
  close(): Promise<void>;
}

/** Files of one request to the compiler. */
const atOnce = 8;

/** Begins to read the sources at once. */
export function openTypeCheck(options: {
  /** The workspace's folder, without symbolic links. */
  readonly root: string;
  /** For its own files. */
  readonly folder: string;
}): TypeCheck {
  const { root, folder } = options;
  const project = join(folder, 'tsconfig.json');
  const functions = join(root, 'packages/functions/*/src');
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        noEmit: true,
        customConditions: ['@darkroom/source'],
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [`${functions}/lambda.ts`, `${functions}/**/*.d.ts`, join(root, 'darkroom.config.ts')],
    }),
  );
  const compiler = new API({ cwd: root });
  let known: ReadonlySet<string> = new Set();
  let last = read();
  last.catch(() => {}); // told by the first check
  let isClosed = false;
  const working = new Set<Promise<unknown>>();

  /** The compiler must not be closed before its answers have come: what it is asked then fails where nobody can catch it. */
  async function during<T>(work: Promise<T>): Promise<T> {
    working.add(work);
    try {
      return await work;
    } finally {
      working.delete(work);
    }
  }

  /** The sources as they are on the disk; all of them, if it does not know which were saved. */
  async function read(saved?: ReadonlySet<string>): Promise<Snapshot> {
    if (!saved) return compiler.updateSnapshot({ openProjects: [project] });
    const before = await last;
    const there = [...saved].filter((file) => existsSync(file));
    const after = await compiler.updateSnapshot({
      fileChanges: {
        changed: there.filter((file) => known.has(file)),
        created: there.filter((file) => !known.has(file)),
        deleted: [...saved].filter((file) => !there.includes(file)),
      },
    });
    await before.dispose();
    return after;
  }

  async function programOf(snapshot: Snapshot): Promise<Program> {
    const found = snapshot.getProject(project)?.program;
    if (!found) throw new Error(`TypeScript could not open ${project}.`);
    known = new Set(await found.getSourceFileNames());
    return found;
  }

  /** What esbuild cannot read it tells by itself. */
  async function faultsIn(program: Program, files: readonly string[]): Promise<TypeFault[]> {
    const found = await Promise.all(
      files.map(async (file) => {
        const diagnostics = await program.getSemanticDiagnostics(file);
        return diagnostics.map((diagnostic) => ({ file, text: tell(file, diagnostic) }));
      }),
    );
    return found.flat();
  }

  function tell(file: string, { pos, code, ...told }: Diagnostic): string {
    const before = readFileSync(file, 'utf8').slice(0, pos).split('\n');
    const place = `${relative(root, file)}(${before.length},${(before.at(-1) ?? '').length + 1})`;
    return `${place}: error TS${code}: ${messageOf(told)}`;
  }

  async function checkSome(files: ReadonlySet<string>, saved: ReadonlySet<string>): Promise<TypeFault[]> {
    last = read(saved);
    const program = await programOf(await last);
    return faultsIn(
      program,
      [...files].filter((file) => known.has(file)),
    );
  }

  async function checkAll(): Promise<TypeFault[] | undefined> {
    const reading = last;
    const program = await programOf(await reading);
    const own = [...known].filter((file) => file.startsWith(root) && !file.includes('/node_modules/'));
    const faults: TypeFault[] = [];
    for (let from = 0; from < own.length; from += atOnce) {
      if (isClosed || last !== reading) return undefined; // nobody waits for these; somebody for those of what was saved
      faults.push(...(await faultsIn(program, own.slice(from, from + atOnce))));
    }
    return faults;
  }

  return {
    checkSome: (files, saved) => during(checkSome(files, saved)),
    checkAll: () => during(checkAll()),
    async close() {
      isClosed = true;
      await Promise.allSettled([last, ...working]);
      await compiler.close();
    },
  };
}

/** With what led to it, each reason further in. */
function messageOf(
  { text, messageChain = [] }: Pick<Diagnostic, 'text' | 'messageChain'>,
  depth = 1,
): string {
  return [text, ...messageChain.map((reason) => '  '.repeat(depth) + messageOf(reason, depth + 1))].join(
    '\n',
  );
}
