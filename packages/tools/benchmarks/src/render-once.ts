// Makes all variants of one photo some times, in a process of its own: `node render-once.js <file>`.
import { readFile } from 'node:fs/promises';
import { inspect, plan, render } from '@darkroom/imaging';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { measure } from './measure.ts';

const { presets, limits } = config;
const photo = await readFile(process.argv[2] ?? '');
let [files, bytes] = [0, 0];

const { wall } = await measure(async () => {
  const metadata = await inspect(photo, limits);
  const { variants } = await render(photo, metadata, plan(metadata, presets));
  files = variants.length;
  bytes = variants.reduce((sum, variant) => sum + variant.bytes.length, 0);
}, 3);
console.log(JSON.stringify({ wall, memory: process.resourceUsage().maxRSS / 1024, files, bytes }));
