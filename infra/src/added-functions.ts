import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addedManifestSchema } from '@darkroom/lambda-kit';
import { z } from 'zod';
import { StackError } from './errors.ts';
import { type AddedFunction, readUnbuilt } from './unbuilt-function.ts';

const descriptionSchema = z.object({ manifest: addedManifestSchema });

/** Paths of the API that images-api answers. */
const taken = ['/images', '/stats', '/openapi', '/pictures', '/gallery', '/assets'];

/** Functions whose manifest has a trigger, in the order of their names. Throws `StackError`. */
export function readAddedFunctions(functionsDir: string): AddedFunction[] {
  const added = readdirSync(functionsDir)
    .sort()
    .flatMap((name): AddedFunction[] => {
      const folder = join(functionsDir, name);
      if (existsSync(join(folder, 'function.json'))) return [readUnbuilt(folder)];
      const file = join(folder, 'dist/function.json');
      if (!existsSync(file)) return [];
      const described = descriptionSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      return described.success ? [described.data.manifest] : [];
    });
  const routes = [...taken, ...added.flatMap(({ trigger }) => ('route' in trigger ? [trigger.route] : []))];
  const twice = routes.find((route, at) => routes.indexOf(route) < at);
  if (twice === undefined) return added;
  throw new StackError('RouteTaken', `Two functions answer ${twice}: choose another route in a manifest.ts.`);
}
