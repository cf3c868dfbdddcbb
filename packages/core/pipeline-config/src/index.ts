export { type Auth, authSchema } from './auth.ts';
export {
  ConfigError,
  configSchema,
  defineConfig,
  type PipelineConfig,
  type PipelineConfigInput,
  parseConfig,
} from './config.ts';
export type { Delivery } from './delivery.ts';
export type { Events } from './events.ts';
export { type Intake, intakeSchema } from './intake.ts';
export { isFocused } from './is-focused.ts';
export { isSigned } from './is-signed.ts';
export type { Monitoring } from './monitoring.ts';
export { type OriginalFormat, originalFormats } from './original-formats.ts';
export { type Preset, type Presets, presetSchema } from './preset.ts';
export { type DecodeStep, type Step, stepSchema } from './step.ts';
export type { Uploader } from './uploader.ts';
export { uploadsPrefix } from './uploads-prefix.ts';
export { type Webhook, webhookSchema } from './webhook.ts';
