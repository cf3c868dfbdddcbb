import { PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const destination = z.strictObject({ destination: z.string() });

const schema = z.strictObject({
  function_name: z.string(),
  maximum_retry_attempts: z.int(),
  maximum_event_age_in_seconds: z.int(),
  destination_config: z.strictObject({
    on_failure: destination,
    on_success: destination.optional(),
  }),
});

export const awsLambdaFunctionEventInvokeConfig = defineResource(schema, async (block, { clients }) => {
  const { on_failure: failure, on_success: success } = block.destination_config;
  await clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: block.function_name,
      MaximumRetryAttempts: block.maximum_retry_attempts,
      MaximumEventAgeInSeconds: block.maximum_event_age_in_seconds,
      DestinationConfig: {
        OnFailure: { Destination: failure.destination },
        ...(success && { OnSuccess: { Destination: success.destination } }),
      },
    }),
  );
  return { id: block.function_name };
});
