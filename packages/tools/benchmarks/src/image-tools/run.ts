// Measures a tool that is a module, in a process of its own: `node run.js <module> <file> <folder> <variants as JSON>`.
import { pathToFileURL } from 'node:url';
import { measure } from '../measure.ts';
import type { Tool } from './tool.ts';

const [, , module = '', file = '', folder = '', variants = '[]'] = process.argv;
const { make }: Tool = await import(pathToFileURL(module).href);
const times = await measure(() => make(file, folder, JSON.parse(variants)), 5);
console.log(JSON.stringify({ ...times, memoryMb: process.resourceUsage().maxRSS / 1024 }));
