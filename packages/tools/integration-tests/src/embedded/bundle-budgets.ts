export interface Budget {
  /** What a cold start may parse before the function's first line, in KB of 1,000 bytes. */
  readonly kilobytes: number;
  /** The clients of AWS in it. */
  readonly clients: readonly string[];
  /** All else that it has from npm, beside what all functions have. */
  readonly packages: readonly string[];
}

/** What all functions have: the SDK's core, Powertools and zod. */
export const ofAll = ['@aws', '@aws-lambda-powertools', '@aws-sdk', '@smithy', 'zod'];

const endpointCache = ['mnemonist', 'obliterator']; // of the client of DynamoDB
const imaging = ['p-limit', 'sax', 'yocto-queue'];

/** A few percent above what is. Who needs more raises a number here, and says so. */
export const budgets: Readonly<Record<string, Budget>> = {
  'count-stuck': { kilobytes: 530, clients: ['dynamodb'], packages: endpointCache },
  'deliver-webhooks': {
    kilobytes: 560,
    clients: ['sqs', 'ssm'],
    packages: ['ipaddr.js', 'request-filtering-agent'],
  },
  'images-api': {
    kilobytes: 1170,
    clients: ['dynamodb', 'lambda', 's3', 'ssm'],
    packages: [...endpointCache, '@asteasolutions', '@hono', 'hono'],
  },
  'invalidate-cache': { kilobytes: 520, clients: ['cloudfront'], packages: [] },
  'process-upload': {
    kilobytes: 900,
    clients: ['dynamodb', 's3'], // that of Lambda only where the configuration has steps
    packages: [...endpointCache, ...imaging, 'jxl-oxide-wasm', 'libheif-js', 'thumbhash'],
  },
  'publish-changes': {
    kilobytes: 580,
    clients: ['dynamodb', 'eventbridge', 'sqs'],
    packages: endpointCache,
  },
  'record-failure': { kilobytes: 580, clients: ['dynamodb', 'sns'], packages: endpointCache },
  'run-steps': { kilobytes: 610, clients: ['dynamodb', 'lambda'], packages: endpointCache },
  'serve-image': {
    kilobytes: 1060,
    clients: ['dynamodb', 's3', 'ssm'],
    packages: [...endpointCache, ...imaging, 'hono'],
  },
};
