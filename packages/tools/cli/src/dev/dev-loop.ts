import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { viewerFunction } from '@darkroom/admit-viewer';
import { isSigned, type PipelineConfig } from '@darkroom/pipeline-config';
import { loadConfig } from '@darkroom/pipeline-config/load-config';
import { openTypeCheck, type TypeCheck, type TypeFault } from './check-types.ts';
import { openEditedFunction } from './edited-function.ts';
import { functionPackages, unbuiltPackages } from './function-packages.ts';
import { lastSave } from './last-save.ts';
import { openUnbuiltFunction } from './unbuilt-function.ts';
import { watchFiles } from './watch-files.ts';

/** Where changes go. */
export interface DevCloud {
  /** Checks a stack whose functions are in `functionsDir`; what it returns deploys it. Throws `StackError`. */
  plan(config: PipelineConfig, functionsDir: string): () => Promise<void>;
  /** Replaces the environments of a function, so that its next event runs the code in its folder. */
  replace(functionName: string, folder: string): Promise<void>;
}

/** Gets what became of changes. */
export interface DevReport {
  /** Functions whose next events run what was saved `ms` ago, and whether the stack was deployed. */
  live(change: { readonly functions: readonly string[]; readonly stack: boolean; readonly ms: number }): void;
  /** A function, or with `undefined` the stack, that stays as it was. */
  refused(functionName: string | undefined, error: unknown): void;
  /** What is wrong with the types, when that is something else than before; `held` stay as they were because of it. */
  types(faults: readonly TypeFault[], held: readonly string[]): void;
}

/** The functions of a workspace, compiled, and compiled again when their sources change. */
export interface DevLoop {
  readonly config: PipelineConfig;
  /** Contains what `synthesize` needs of the functions. */
  readonly functionsDir: string;
  readonly functionNames: readonly string[];
  /** Resolves when it watches; from then on every change goes to the cloud. */
  watch(cloud: DevCloud): Promise<void>;
  close(): Promise<void>;
}

/** Compiles all functions of a workspace. Throws `BundleError`, `ConfigError` and `UnreadableConfigError`. */
export async function openDevLoop(options: {
  /** The workspace's folder, without symbolic links. */
  readonly root: string;
  /** For what is compiled. */
  readonly folder: string;
  readonly report: DevReport;
}): Promise<DevLoop> {
  const { root, folder, report } = options;
  const configSource = join(root, 'darkroom.config.ts');
  const configFile = join(folder, 'config.json');
  const functionsDir = join(folder, 'functions');
  const config = await loadConfig(configSource);
  await writeConfig(config);
  const [packages, unbuilt] = [await functionPackages(root), await unbuiltPackages(root)];
  const functions = await Promise.all([
    ...packages.map((directory) => openEditedFunction(directory, { functionsDir, configFile })),
    ...unbuilt.map((directory) => openUnbuiltFunction(directory, { functionsDir })),
  ]);
  await Promise.all(
    functions.map(async (edited) => {
      await edited.compile();
      await edited.publish();
    }),
  );
  let types: TypeCheck | undefined;
  let faultsBefore = '';
  let current = { config, viewer: await writeViewer(config) };
  let watcher: { close(): Promise<void> } | undefined;

  function writeConfig(changed: PipelineConfig): Promise<void> {
    return writeFile(configFile, JSON.stringify(changed));
  }

  /** The code of the function that runs in CloudFront, which is part of the stack. */
  async function writeViewer(settings: PipelineConfig): Promise<string> {
    const { widths } = settings.delivery;
    const code = await viewerFunction({ signed: isSigned(settings), widths });
    const dist = join(functionsDir, 'admit-viewer/dist');
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, 'function.js'), code);
    return code;
  }

  /** What is wrong in saved files and in those that import them; nothing where that cannot be found out. */
  async function typeFaults(saved: ReadonlySet<string>): Promise<readonly TypeFault[]> {
    const near = new Set([...saved, ...functions.flatMap((edited) => edited.importersOf(saved))]);
    try {
      return (await types?.checkSome(near, saved)) ?? [];
    } catch (error) {
      report.refused(undefined, error);
      return [];
    }
  }

  function tellTypes(faults: readonly TypeFault[], held: readonly string[]): void {
    const told = faults.map(({ text }) => text).join('\n');
    if (told !== faultsBefore || held.length > 0) report.types(faults, held);
    faultsBefore = told;
  }

  /** Tells of wrong types anywhere: nobody waits for that. */
  function checkTheRest(): void {
    types?.checkAll().then(
      (faults) => faults && tellTypes(faults, []),
      () => {}, // its snapshot was given up for a newer one
    );
  }

  /** The stack with these changes; undefined if they change nothing in it, or must not be deployed. */
  async function planned(cloud: DevCloud, files: ReadonlySet<string>) {
    try {
      const wanted = files.has(configSource) ? await loadConfig(configSource) : current.config;
      const viewer = await writeViewer(wanted);
      if (wanted === current.config && viewer === current.viewer) return undefined;
      return { config: wanted, viewer, deploy: cloud.plan(wanted, functionsDir) };
    } catch (error) {
      report.refused(undefined, error);
      return undefined;
    }
  }

  /** Those whose code is now another. */
  async function recompiled(files: ReadonlySet<string>) {
    const affected = functions.filter((edited) => edited.isMadeOf(files));
    const outcomes = affected.map(async (edited) => {
      try {
        return (await edited.compile()) ? [edited] : [];
      } catch (error) {
        report.refused(edited.name, error);
        return [];
      }
    });
    return (await Promise.all(outcomes)).flat();
  }

  async function apply(cloud: DevCloud, files: ReadonlySet<string>): Promise<void> {
    const savedAt = lastSave(files);
    const checking = typeFaults(files); // beside the compilation
    const isMistyped = (await (files.has(configSource) ? checking : [])).some(
      ({ file }) => file === configSource,
    );
    const stack = isMistyped ? undefined : await planned(cloud, files);
    if (stack) await writeConfig(stack.config);
    const changed = await recompiled(stack ? new Set([...files, configFile]) : files);
    const faults = await checking;
    const held = changed.filter((edited) => faults.some(({ file }) => edited.isMadeOf(new Set([file]))));
    const live = changed.filter((edited) => !held.includes(edited));
    for (const edited of held) edited.holdBack();
    if (held.length > 0 || isMistyped)
      tellTypes(faults, [...held.map(({ name }) => name), ...(isMistyped ? ['the stack'] : [])]);
    await stack?.deploy();
    if (stack) current = stack;
    await Promise.all(
      live.map(async (edited) => {
        await edited.publish();
        await cloud.replace(edited.name, edited.folder);
      }),
    );
    if (!stack && live.length === 0) return;
    report.live({
      functions: live.map(({ name }) => name),
      stack: stack !== undefined,
      ms: Math.round(Date.now() - savedAt),
    });
  }

  return {
    config,
    functionsDir,
    functionNames: functions.map(({ name }) => name),
    async watch(cloud) {
      const watched = [join(root, 'packages/functions'), join(root, 'packages/core'), configSource];
      watcher = await watchFiles(root, watched, (files) =>
        apply(cloud, files)
          .catch((error: unknown) => report.refused(undefined, error))
          .finally(checkTheRest),
      );
      types = openTypeCheck({ root, folder });
      checkTheRest();
    },
    async close() {
      await watcher?.close();
      await types?.close();
      await Promise.all(functions.map((edited) => edited.close()));
    },
  };
}
