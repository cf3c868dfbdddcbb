import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { codeDigestsOutput } from './state-place.ts';

/** Tells what is deployed: base64 of each zip's SHA-256, as Lambda's `CodeSha256`. Functions that run from a folder have none. */
export function tellCodeDigests(stack: TerraformStack): void {
  const digests = stack.node
    .findAll()
    .filter((node) => node instanceof LambdaFunction)
    .flatMap(({ functionNameInput: name, sourceCodeHashInput: digest }) =>
      name !== undefined && digest !== undefined ? [[name, digest] as const] : [],
    );
  new TerraformOutput(stack, codeDigestsOutput, {
    value: JSON.stringify(Object.fromEntries(digests.sort())),
    staticId: true,
  });
}
