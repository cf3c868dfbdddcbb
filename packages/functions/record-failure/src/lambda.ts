import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog } from '@darkroom/catalog';
import { createLogger, readEnvironment } from '@darkroom/lambda-kit';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';

const environment = readEnvironment(manifest);

export const handler = createHandler({
  catalog: createCatalog({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: environment.TABLE_NAME,
  }),
  originalsBucket: environment.ORIGINALS_BUCKET,
  log: createLogger(manifest.name),
});
