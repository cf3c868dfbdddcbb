import type { PipelineConfig } from '@darkroom/pipeline-config';
import { StackError } from './errors.ts';
import type { Settings } from './settings.ts';

/** Throws `StackError` with code `PlainHttpWebhook`: webhooks contain the names of people's photos. */
export function checkWebhooks(webhooks: PipelineConfig['webhooks'], target: Settings['target']): void {
  const plain = webhooks.filter(({ url }) => target === 'aws' && url.startsWith('http:'));
  if (plain.length === 0) return;
  throw new StackError(
    'PlainHttpWebhook',
    `On AWS, webhook URLs must be https://. In darkroom.config.ts these are not: ${plain.map(({ name }) => name).join(', ')}.`,
  );
}
