// Renders a photo each time that its parent asks, with the presets of darkroom.config.ts: process-upload without a cloud.
import { readFile } from 'node:fs/promises';
import { inspect, plan, readFacts, render, rightsOf } from '@darkroom/imaging';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };

const { limits, presets } = config;
const photo = await readFile(process.argv[2] ?? '');

async function renderOnce(): Promise<void> {
  const metadata = await inspect(photo, limits);
  const facts = readFacts(photo, metadata, { location: false });
  await render(photo, metadata, plan(metadata, presets), { rights: rightsOf(facts, undefined) });
}

process.on('message', async () => {
  await renderOnce();
  process.send?.('rendered');
});
await renderOnce();
process.send?.('ready');
