import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog } from '@darkroom/catalog';
import { createLogger, readEnvironment } from '@darkroom/lambda-kit';
import { parseStepFunctions } from '@darkroom/steps';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';

const environment = readEnvironment(manifest);
const lambda = new LambdaClient();
const functions = parseStepFunctions(environment.STEPS);

export const handler = createHandler({
  catalog: createCatalog({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: environment.TABLE_NAME,
  }),
  originalsBucket: environment.ORIGINALS_BUCKET,
  variantsBucket: environment.VARIANTS_BUCKET,
  steps: Object.keys(functions),
  async invoke(request) {
    const FunctionName = functions[request.step];
    const Payload = JSON.stringify(request);
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
  },
  log: createLogger(manifest.name),
});
