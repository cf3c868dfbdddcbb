import type { Options } from '../actions/doctor.ts';
import { stackCommand } from './stack-command.ts';

export const doctorCommand = stackCommand(
  'doctor',
  'Check what Darkroom needs on this machine, whether the stage runs this checkout, and what it uses of AWS’s limits.',
  `  darkroom doctor --target embedded      what \`pnpm start\` needs
  darkroom doctor --target aws --stage prod
  darkroom doctor --json

Exit code: 0 if nothing is missing that the target needs, 1 if something is.`,
).action(async (options: Options) => (await import('../actions/doctor.ts')).run(options));
