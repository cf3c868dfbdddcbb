import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';

const place = {
  x: z.int().min(0).max(23).optional(),
  y: z.int().min(0).optional(),
  width: z.int().min(1).max(24).optional(),
  height: z.int().min(1).max(1000).optional(),
};

function widgetOf<Type extends string>(type: Type, properties: z.ZodRawShape) {
  return z.looseObject({ ...place, type: z.literal(type), properties: z.looseObject(properties) });
}

const widget = z.discriminatedUnion('type', [
  widgetOf('text', { markdown: z.string() }),
  widgetOf('metric', {
    region: z.string(),
    metrics: z.array(z.array(z.unknown()).min(1)).optional(),
    annotations: z.looseObject({}).optional(),
  }),
  widgetOf('log', { region: z.string(), query: z.string() }),
  widgetOf('alarm', { alarms: z.array(z.string()).min(1).max(100) }),
  widgetOf('explorer', {}),
  widgetOf('custom', { endpoint: z.string() }),
]);
const body = z.looseObject({ widgets: z.array(widget).max(500) });

/**
 * Throws InvalidParameterInput, with a message for each problem.
 * Source: CloudWatch API, "Dashboard body structure and syntax".
 */
export function checkBody(text: string): void {
  const parsed = body.safeParse(jsonOrUndefined(text));
  if (parsed.success) return;
  const messages = parsed.error.issues.map(({ path, message }) => ({
    DataPath: `/${path.map(String).join('/')}`,
    Message: message,
  }));
  const told = messages.map(({ DataPath, Message }) => ({ dataPath: DataPath, message: Message }));
  throw new AwsError(
    'InvalidParameterInput',
    `The dashboard body is invalid, there are ${messages.length} validation errors: ${JSON.stringify(told)}`,
    400,
    { fields: { dashboardValidationMessages: messages } },
  );
}
