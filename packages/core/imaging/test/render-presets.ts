import { presetSchema } from '@darkroom/pipeline-config';
import { inspect, plan, type Rendered, type RenderedVariant, type Rights, render } from '../src/index.ts';
import { limits } from './images.ts';

type PresetInput = Parameters<typeof presetSchema.parse>[0];

/** Inspects, plans and renders as the function does. */
export async function renderAll(
  bytes: Uint8Array,
  presets: Record<string, PresetInput>,
  rights?: Rights,
): Promise<Rendered> {
  const metadata = await inspect(bytes, limits);
  const parsed = Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => [name, presetSchema.parse(preset)]),
  );
  return render(bytes, metadata, plan(metadata, parsed), rights ? { rights } : {});
}

export async function renderOne(
  bytes: Uint8Array,
  preset: PresetInput,
  rights?: Rights,
): Promise<RenderedVariant> {
  const { variants } = await renderAll(bytes, { only: preset }, rights);
  if (!variants[0]) throw new Error('A preset gave no variant.');
  return variants[0];
}
