import { Command } from 'commander';
import type { Options } from '../actions/dev.ts';
import { parseInspected } from '../dev/inspected.ts';
import { parsePort } from './port.ts';

export const devCommand = new Command('dev')
  .description(
    'Run Darkroom on this machine while you edit it: what you save is live at its next invocation.',
  )
  .option('--port <number>', 'port of the embedded cloud on 127.0.0.1', parsePort, 4566)
  .option('--data-dir <folder>', 'keep buckets and catalog in this folder (default: .darkroom)')
  .option(
    '--inspect <function>',
    'let a debugger attach to this function, at 127.0.0.1:9229 or at the port after a colon',
    parseInspected,
  )
  .addHelpText(
    'after',
    `
Keys, on a terminal:
  r   process all photos again
  o   open the gallery
  c   open the console of the cloud
  q   quit

Examples:
  pnpm dev
  pnpm dev --inspect process-upload         attach with chrome://inspect or your editor
  pnpm dev --inspect images-api:9230        at another port
  pnpm dev --data-dir /tmp/photos           other photos`,
  )
  .action(async (options: Options) => (await import('../actions/dev.ts')).run(options));
