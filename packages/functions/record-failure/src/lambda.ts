import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog } from '@darkroom/catalog';
import { createLogger, readEnvironment } from '@darkroom/lambda-kit';
import { invocationRecord } from './given-up-upload.ts';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';

const environment = readEnvironment(manifest);
const sns = new SNSClient();

export const handler = createHandler({
  catalog: createCatalog({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: environment.TABLE_NAME,
  }),
  originalsBucket: environment.ORIGINALS_BUCKET,
  async publish(upload) {
    const functionName = environment.PROCESS_UPLOAD_FUNCTION;
    const Message = invocationRecord(upload, { functionName, now: new Date() });
    await sns.send(new PublishCommand({ TopicArn: environment.FAILED_EVENTS_TOPIC, Message }));
  },
  log: createLogger(manifest.name),
});
