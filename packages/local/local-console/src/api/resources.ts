import * as z from 'zod/mini';
import { step } from './steps.ts';

const text = z.string();
const facts = z.record(text, z.unknown());

export const nothing = z.unknown();
export const bucketList = z.object({ buckets: z.array(z.object({ name: text, createdAt: text })) });
export const objectList = z.object({
  objects: z.array(z.object({ key: text, bytes: z.number(), modifiedAt: text })),
  prefixes: z.array(text),
  next: z.optional(text),
});
export const objectDetails = z.object({
  headers: z.record(text, z.union([text, z.array(text)])),
  versions: z.array(
    z.object({
      versionId: text,
      isLatest: z.boolean(),
      modifiedAt: text,
      bytes: z.optional(z.number()),
      isDeleteMarker: z.boolean(),
    }),
  ),
  events: z.array(step),
});
export const tableList = z.object({
  tables: z.array(
    z.object({
      name: text,
      items: z.optional(z.number()),
      keys: z.array(text),
      indexes: z.array(text),
      streamArn: z.optional(text),
    }),
  ),
});
export const itemList = z.object({ items: z.array(facts), next: z.optional(text) });
export const queueList = z.object({
  queues: z.array(
    z.object({
      name: text,
      visible: z.number(),
      inFlight: z.number(),
      delayed: z.number(),
      attributes: z.record(text, text),
    }),
  ),
});
export const messageList = z.object({
  messages: z.array(
    z.object({ messageId: text, body: text, attributes: z.record(text, text), isVisible: z.boolean() }),
  ),
});
export const topicList = z.object({
  topics: z.array(
    z.object({
      name: text,
      arn: text,
      subscriptions: z.array(z.object({ protocol: text, endpoint: text })),
    }),
  ),
});
export const busList = z.object({
  buses: z.array(
    z.object({
      name: text,
      rules: z.array(
        z.object({
          name: text,
          isEnabled: z.boolean(),
          pattern: z.optional(text),
          schedule: z.optional(text),
          targets: z.array(text),
        }),
      ),
    }),
  ),
});
export const alarmList = z.object({
  alarms: z.array(
    z.object({
      name: text,
      description: z.optional(text),
      state: text,
      reason: text,
      changedAt: text,
      actions: z.array(text),
    }),
  ),
});
export const functionList = z.object({
  functions: z.array(
    z.object({
      name: text,
      runtime: z.optional(text),
      memorySize: z.number(),
      timeoutSeconds: z.number(),
      role: text,
      codeBytes: z.number(),
      variables: z.record(text, text),
      environments: z.array(
        z.object({
          version: text,
          logStream: text,
          startedAt: text,
          isBusy: z.boolean(),
          maxMemoryUsed: z.number(),
        }),
      ),
    }),
  ),
});
export type FunctionFacts = z.output<typeof functionList>['functions'][number];
export const invoked = z.object({
  requestId: z.optional(text),
  functionError: z.optional(text),
  payload: text,
  log: text,
});
export const apiList = z.object({
  apis: z.array(
    z.object({
      id: text,
      name: text,
      stages: z.array(text),
      routes: z.array(z.object({ method: text, path: text })),
    }),
  ),
});
export const apiAnswer = z.object({
  status: z.number(),
  headers: z.record(text, text),
  body: text,
  durationMs: z.number(),
});
export const parameterList = z.object({
  parameters: z.array(
    z.object({
      name: text,
      type: text,
      version: z.number(),
      description: z.optional(text),
      modifiedAt: text,
    }),
  ),
});
export const parameterValue = z.object({ value: text });
export const roleList = z.object({
  enforced: z.boolean(),
  roles: z.array(
    z.object({
      name: text,
      arn: text,
      policies: z.array(z.unknown()),
      decisions: z.array(
        z.object({ action: text, resource: text, allowed: z.boolean(), by: text, at: text }),
      ),
    }),
  ),
});
const fault = z.object({
  service: text,
  operation: z.optional(text),
  role: z.optional(text),
  errorRate: z.number(),
  latencyMs: z.number(),
  crashAt: z.optional(z.number()),
  duplicateRate: z.number(),
  lateMs: z.number(),
});
export type Fault = z.output<typeof fault>;
export const faultSettings = z.object({
  faults: z.array(fault),
  operations: z.optional(z.record(text, z.array(text))),
});
