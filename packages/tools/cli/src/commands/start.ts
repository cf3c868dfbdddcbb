import { Command } from 'commander';
import type { Options } from '../actions/start.ts';
import { parsePort } from './port.ts';

export const startCommand = new Command('start')
  .description(
    'Run Darkroom on this machine: start the embedded cloud, deploy, process photos, serve the gallery.',
  )
  .argument('[photos...]', 'files and folders to process instead of the sample photos')
  .option('--once', 'stop when the photos are processed; exit code 1 if any failed')
  .option('--out <folder>', 'save the pictures that are made of them in this folder')
  .option('--json', 'print one JSON document instead of the table')
  .option('--port <number>', 'port of the embedded cloud on 127.0.0.1', parsePort, 4566)
  .option(
    '--allowed-host <name...>',
    'a host name, besides localhost, to which requests may be sent; .name allows all its subdomains',
  )
  .option(
    '--data-dir <folder>',
    'keep buckets and catalog in this folder between runs (default: keep nothing)',
  )
  .addHelpText(
    'after',
    `
Examples:
  pnpm start                                sample photos
  pnpm start photo.jpg more/*.png           your own photos
  pnpm start --once --out prints photo.jpg  leave its pictures in prints/, and stop
  pnpm start --once --json photo.jpg        for scripts
  pnpm start --data-dir ~/.darkroom         keep everything between runs`,
  )
  .action(async (paths: readonly string[], options: Options) =>
    (await import('../actions/start.ts')).run(paths, options),
  );
