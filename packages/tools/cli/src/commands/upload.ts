import type { Options } from '../actions/upload.ts';
import { stackCommand } from './stack-command.ts';

export const uploadCommand = stackCommand(
  'upload',
  'Upload photos, and wait until their pictures are made.',
  `  darkroom upload photo.jpg
  darkroom upload ~/Pictures/2026 --tag beach --tag dog       a folder, with all folders in it
  darkroom upload ~/Pictures --resume upload.log              after an interruption, run it again: it continues
  darkroom upload --no-wait --json *.jpg                      for scripts

Of a folder it takes what is called like a photo: .jpg, .png, .heic, .dng and so on. What is there already, byte by byte,
is not sent again.

Exit code: 0 if all photos are there, 1 if any failed, 130 after Ctrl-C.`,
)
  .argument('<files...>', 'files and folders')
  .option('--tag <tag>', 'give every photo this tag; can be repeated', collect)
  .option('--no-wait', 'do not wait until pictures are made')
  .option('--resume <file>', 'save in this file what is uploaded, and continue from it')
  .action(async (files: readonly string[], options: Options) =>
    (await import('../actions/upload.ts')).run(files, options),
  );

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
