import { gbSecondPrice, requestPrice } from '@darkroom/infra/lambda-price';

/**
 * List prices in US dollars of us-east-1, without free tiers and discounts, as AWS's pricing pages gave them: "AWS Lambda
 * pricing", "Amazon S3 pricing" (Standard), "Amazon DynamoDB pricing" (on-demand, Standard), "Amazon API Gateway pricing"
 * (REST), "Amazon CloudFront pricing" (pay as you go, North America).
 */
export const prices = {
  asOf: '2026-09',
  region: 'us-east-1',
  lambda: { request: requestPrice, gbSecond: gbSecondPrice },
  s3: { write: 5e-6, read: 0.4e-6, gbMonth: 0.023 },
  dynamodb: { writeUnit: 0.625e-6, readUnit: 0.125e-6 },
  apiGateway: { request: 3.5e-6 },
  cloudFront: { request: 1e-6, viewerFunction: 0.1e-6, gb: 0.085 },
} as const;

export type Architecture = keyof typeof prices.lambda.gbSecond;
