import { limits } from '@darkroom/aws-limits';
import * as z from 'zod';
import { authSchema } from './auth.ts';
import { deliverySchema } from './delivery.ts';
import { encryptionSchema } from './encryption.ts';
import { eventsSchema } from './events.ts';
import { intakeSchema } from './intake.ts';
import { monitoringSchema } from './monitoring.ts';
import { originalFormats } from './original-formats.ts';
import { presetSchema } from './preset.ts';
import { shareOfSteps, stepsSchema } from './step.ts';
import { tracingSchema } from './tracing.ts';
import { uploaderSchema } from './uploader.ts';
import { webhookSchema } from './webhook.ts';

const originSchema = z.string().regex(
  /^(\*|https?:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?)$/, // the form that browsers send
  'must be * or an origin such as https://example.com, in lower case',
);

const bucketNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    'must be a bucket name: 3 to 63 lower-case letters, digits and hyphens',
  );

/** All of `darkroom.config.ts`. Every default is here; the names contain the units. */
export const configSchema = z
  .strictObject({
    /** Prefix of every resource's name. */
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{1,19}$/,
        'must be 2 to 20 lower-case letters, digits and hyphens, a letter first',
      )
      .default('darkroom'),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1')
      .default('us-east-1'),
    /** Lambda's processor; arm64 costs a fifth less. */
    architecture: z.enum(['arm64', 'x86_64']).default('arm64'),
    /** What to make of every image, by name. The name is part of the variant's key. */
    presets: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/), presetSchema, {
        error: ({ code }) =>
          code === 'invalid_key' ? 'preset names are lower-case letters, digits and hyphens' : undefined,
      })
      .refine((presets) => Object.keys(presets).length > 0, 'needs at least one preset'),
    limits: z
      .strictObject({
        maxBytes: z
          .int()
          .positive()
          .max(limits['s3.put'].most)
          .default(50 * 1024 ** 2),
        /** width × height of what is decoded: of a JPEG or a lossy WebP what is left when its decoder has shrunk it. */
        maxPixels: z.int().positive().max(268_402_689).default(100_000_000),
        /** width × height of all AVIF of an image together; for what is beyond it, WebP. */
        maxAvifPixels: z.int().min(0).default(10_000_000),
        /** Of an animation. libwebp takes minutes for some ten thousand. */
        maxFrames: z.int().positive().max(10_000).default(2000),
        /** Which originals are accepted. */
        formats: z
          .array(z.enum(originalFormats))
          .min(1, 'needs at least one')
          .default([...originalFormats]),
      })
      .prefault({}),
    /**
     * The colours of variants. `p3`: an original that is wider than sRGB, as most phones' photos are, stays or becomes Display
     * P3; GIFs and animations do not.
     */
    colour: z.enum(['srgb', 'p3']).default('srgb'),
    /** `keep`: the gain map of a phone's HDR photo is in the JPEGs that are made of it at upload. */
    hdr: z.enum(['drop', 'keep']).default('drop'),
    /**
     * What variants keep of their original's metadata. `rights`: creator, credit, copyright, usage terms and the digital
     * source type, which marks what an AI made. Everything else, including GPS, is removed.
     */
    metadata: z.enum(['rights', 'none']).default('rights'),
    /** Written into every variant as XMP dc:rights, unless `metadata` keeps the photo's own. */
    copyright: z
      .string()
      .max(200)
      .regex(/^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u, 'must be one line of text') // the characters that XML allows
      .optional(),
    /** Whether the catalog and the API say where a photo was taken, if its file does. */
    keepLocation: z.boolean().default(false),
    /**
     * What becomes of an image that has the same bytes as another of its owner. `copy`: it gets copies of that one's variants,
     * if it would get the same.
     */
    duplicates: z.enum(['render', 'copy']).default('render'),
    buckets: z
      .strictObject({
        /** Default: <name>-<stage>-originals-<account id>, globally unique. No two may be the same. */
        originals: bucketNameSchema.optional(),
        variants: bucketNameSchema.optional(),
        /** Of watermarks. */
        overlays: bucketNameSchema.optional(),
      })
      .prefault({}),
    functions: z
      .strictObject({
        processUpload: functionSchema(1769, 120, {
          memory: { mb: 512, reason: 'must be at least 512: Node.js, libvips and a photo need that' },
        }),
        imagesApi: functionSchema(512, 29),
        serveImage: functionSchema(1769, 29),
        recordFailure: functionSchema(256, 60),
        publishChanges: functionSchema(256, 60),
        deliverWebhooks: functionSchema(256, 60, {
          time: {
            seconds: 15,
            reason: 'must be at least 15, because an endpoint may take 10 seconds to answer',
          },
        }),
      })
      .prefault({}),
    uploads: z
      .strictObject({
        /** Origins, besides the gallery's own, whose pages may upload, read variants and call the API. */
        allowedOrigins: z.array(originSchema).default([]),
        expirySeconds: z.int().min(60).max(3600).default(900),
      })
      .prefault({}),
    /** EC2 instances that may upload below a prefix, and do nothing else. */
    uploaders: z
      .array(uploaderSchema)
      .max(10)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names must be unique')
      .default([]),
    /** How uploads reach process-upload. */
    intake: intakeSchema.default({ mode: 'direct' }),
    api: z
      .strictObject({
        /** How many requests the API answers, whoever sends them; the rest are 429. */
        requestsPerSecond: z.int().positive().max(limits['apigateway.requests'].most).default(500),
        burst: z.int().positive().max(limits['apigateway.burst'].most).default(1000),
        /** A line in CloudWatch Logs for each request. It needs the account's own role: docs/monitoring.md. */
        accessLogs: z.boolean().default(false),
      })
      .prefault({}),
    /** Who may call the API. Default: everybody in the embedded cloud and on LocalStack, `iam` on AWS. */
    auth: authSchema.optional(),
    /** How pictures are served. */
    delivery: deliverySchema.prefault({}),
    originals: z
      .strictObject({
        /** Keeps overwritten and deleted originals as S3 object versions. */
        versioned: z.boolean().default(false),
        /** How long those versions are kept. */
        noncurrentDays: z.int().min(1).max(3650).default(30),
      })
      .prefault({}),
    /** Receive an event for every image that is ready, failed or deleted. Secrets: docs/webhooks.md. */
    webhooks: z
      .array(webhookSchema)
      .max(20)
      .refine(
        (webhooks) => new Set(webhooks.map(({ name }) => name)).size === webhooks.length,
        'names must be unique',
      )
      .default([]),
    /** Functions of your own that are asked about every image: docs/steps.md. */
    steps: stepsSchema,
    /** Encrypt with a KMS key of your own: docs/encryption.md. */
    encryption: encryptionSchema.optional(),
    /** Put the same events on an EventBridge bus: docs/events.md. */
    events: eventsSchema.optional(),
    /** Who is told when something fails. Without it there is no alarm: docs/monitoring.md. */
    monitoring: monitoringSchema.optional(),
    /** Spans of what functions do. Without it nothing is traced: docs/monitoring.md. */
    tracing: tracingSchema.optional(),
    retention: z
      .strictObject({
        logDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]).default(30),
        incompleteUploadDays: z.int().min(1).max(365).default(1),
      })
      .prefault({}),
  })
  .refine(
    ({ steps, functions }) => {
      const seconds = steps.reduce(
        (sum, step) => sum + (step.after === 'decode' ? step.timeoutSeconds : 0),
        0,
      );
      return seconds <= functions.processUpload.timeoutSeconds * shareOfSteps;
    },
    {
      path: ['steps'],
      message:
        'those after decode may take a third of functions.processUpload.timeoutSeconds in all: shorten them or raise it',
    },
  )
  .refine(
    ({ monitoring, webhooks }) => monitoring || !webhooks.some(({ events }) => events?.includes('alarm')),
    {
      path: ['webhooks'],
      error: 'an endpoint wants `alarm`, but without `monitoring` there are no alarms',
    },
  );

interface Least {
  readonly memory?: { readonly mb: number; readonly reason: string };
  readonly time?: { readonly seconds: number; readonly reason: string };
}

function functionSchema(memoryMb: number, timeoutSeconds: number, least: Least = {}) {
  const { memory = { mb: 128, reason: 'Lambda accepts 128 to 10,240 MB' }, time } = least;
  return z
    .strictObject({
      memoryMb: z
        .int()
        .min(memory.mb, memory.reason)
        .max(limits['lambda.memory'].most, 'Lambda accepts 128 to 10,240 MB')
        .default(memoryMb),
      timeoutSeconds: z
        .int()
        .min(time?.seconds ?? 1, time?.reason)
        .max(limits['lambda.timeout'].most, 'Lambda allows at most 900 seconds')
        .default(timeoutSeconds),
    })
    .prefault({});
}

export type PipelineConfig = z.output<typeof configSchema>;
export type PipelineConfigInput = z.input<typeof configSchema>;

/** An invalid `darkroom.config.ts`; the message names the path of every wrong field. */
export class ConfigError extends Error {
  readonly code = 'InvalidConfig';
  constructor(source: string, issues: readonly { path: PropertyKey[]; message: string }[]) {
    const lines = issues.map(
      (issue) => `  ${issue.path.map(String).join('.') || '(root)'}: ${issue.message}`,
    );
    super(`${source} is not valid:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Gives the editor types and completion; the build validates. */
export function defineConfig(config: PipelineConfigInput): PipelineConfigInput {
  return config;
}

/** Parses the export of `darkroom.config.ts` and fills in the defaults. Throws `ConfigError`. */
export function parseConfig(input: unknown, source = 'darkroom.config.ts'): PipelineConfig {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) throw new ConfigError(source, parsed.error.issues);
  return parsed.data;
}
