import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { PipelineConfig, Preset } from '@darkroom/pipeline-config';
import { parseStepFunctions } from '@darkroom/steps';
import { developWith } from '../develop.ts';
import type { AskSteps } from '../pipeline.ts';
import { askSteps, type Preview, type StepDependencies } from './ask-steps.ts';
import { readAnswer } from './read-answer.ts';

const previewPreset: Preset = {
  width: 512,
  height: 512,
  fit: 'inside',
  focus: 'center',
  formats: ['jpeg'],
  background: '#ffffff',
  enlarge: false,
};

/**
 * Asks steps by Lambda. The bundle has this file only where the configuration has such steps: it brings the client of Lambda
 * with it, which would make every cold start longer.
 */
export function decodeSteps(
  options: Omit<StepDependencies, 'preview' | 'invoke'> & {
    readonly config: PipelineConfig;
    readonly capacity: { readonly memoryMb: number; readonly timeoutSeconds: number };
    /** The value of the variable `STEPS`. */
    readonly functions: string;
  },
): AskSteps {
  const { config, capacity, functions: variable, ...rest } = options;
  const lambda = new LambdaClient();
  const functions = parseStepFunctions(variable);
  const settings = { ...config, presets: { preview: previewPreset }, metadata: 'none', hdr: 'drop' } as const;
  const develop = developWith({ ...settings, colour: 'srgb' }, capacity);

  async function preview(bytes: Uint8Array): Promise<Preview> {
    const { original, variants } = await develop(bytes);
    const [picture] = variants;
    if (!picture) throw new Error('A preview was not made.');
    return { original, width: picture.width, height: picture.height, bytes: picture.bytes };
  }

  const invoke: StepDependencies['invoke'] = async (request) => {
    const { step } = request;
    const Payload = JSON.stringify(request);
    const answer = await lambda.send(new InvokeCommand({ FunctionName: functions[step], Payload }));
    return readAnswer(step, answer.Payload?.transformToString() ?? '', answer.FunctionError);
  };

  return askSteps({ ...rest, preview, invoke });
}
