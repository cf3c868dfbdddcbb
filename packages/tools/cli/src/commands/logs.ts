import type { Options } from '../actions/logs.ts';
import { stackCommand } from './stack-command.ts';

export const logsCommand = stackCommand(
  'logs',
  'Show what all functions log, as one stream.',
  `  darkroom logs                              the last ten minutes
  darkroom logs -f                           those, then new lines as they come, until Ctrl-C
  darkroom logs --errors --since 1d          what failed: errors, warnings, bad images
  darkroom logs --image photos/cat.jpg       one image, by key or id, with the attempts that were killed
  darkroom logs --correlation 8f6f0a9e-…     one upload, from the API's request to its webhooks
  darkroom logs --function images-api        one function
  darkroom logs --json | jq .message         for scripts: one JSON document per line, with every line that there is

Times are those of this machine.`,
  'print one JSON document per line',
)
  .option('-f, --follow', 'go on with new lines')
  .option('--image <key or id>', 'only lines about this image')
  .option('--correlation <id>', 'only lines with this correlation id; darkroom trail names it')
  .option('--errors', 'only lines about something that failed')
  .option('--function <name>', 'only this function, such as process-upload')
  .option('--since <time>', 'from then on: 90s, 10m, 2h, 3d, or a time such as 2026-03-01T12:00:00Z', '10m')
  .action(async (options: Options) => (await import('../actions/logs.ts')).run(options));
