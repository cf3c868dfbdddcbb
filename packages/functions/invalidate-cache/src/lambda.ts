import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { createLogger, readEnvironment } from '@darkroom/lambda-kit';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';

const environment = readEnvironment(manifest);
const cloudFront = new CloudFrontClient();

export const handler = createHandler({
  async invalidate(paths, reference) {
    await cloudFront.send(
      new CreateInvalidationCommand({
        DistributionId: environment.DISTRIBUTION_ID,
        InvalidationBatch: {
          CallerReference: reference,
          Paths: { Quantity: paths.length, Items: [...paths] },
        },
      }),
    );
  },
  log: createLogger(manifest.name),
});
