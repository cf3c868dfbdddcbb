import type { Options } from '../actions/import.ts';
import { parseRate } from './parse-rate.ts';
import { stackCommand } from './stack-command.ts';

export const importCommand = stackCommand(
  'import',
  'Copy the pictures of an existing bucket into the originals, where they are processed.',
  `  darkroom import s3://my-photos --dry-run              what would be copied, and what is left out and why
  darkroom import s3://my-photos/2026/                  those below a prefix, ten per second
  darkroom import s3://my-photos --rate 100             faster: S3 copies, nothing passes through this machine
  darkroom import s3://my-photos --resume import.json   for millions: after an interruption, it goes on where it was

Keys stay as they are, and nothing is replaced: run it again, and it copies what is not there yet.

Exit code: 0 if everything was copied or left out for a reason, 1 if a copy failed.`,
)
  .argument('<source>', 's3://bucket or s3://bucket/prefix')
  .option('--dry-run', 'only say what would be copied')
  .option('--rate <number>', 'maximum number of copies per second', parseRate, 10)
  .option('--resume <file>', 'save the progress in this file and continue from it')
  .action(async (source: string, options: Options) =>
    (await import('../actions/import.ts')).run(source, options),
  );
