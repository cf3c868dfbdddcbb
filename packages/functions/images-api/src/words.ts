import { oneLine, tagText } from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';

/** One line of text as people write it. */
export function lineSchema(most: number, spelled = oneLine) {
  return z.string().overwrite(spelled).min(1).max(most);
}

export const tagSchema = lineSchema(50, tagText);
