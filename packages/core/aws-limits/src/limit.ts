export type Service =
  | 'Lambda'
  | 'SQS'
  | 'SNS'
  | 'EventBridge'
  | 'DynamoDB'
  | 'S3'
  | 'API Gateway'
  | 'CloudFront'
  | 'CloudWatch'
  | 'IAM';

export type Unit = 'bytes' | 'MB' | 'seconds' | 'characters' | 'a second' | 'units a second' | '';

/** The most that AWS allows of something. */
export interface Limit {
  readonly service: Service;
  /** Of what, as it ends a sentence: "its timeout". */
  readonly what: string;
  /** In `unit`; a megabyte is 1,024 × 1,024 bytes, as for AWS. */
  readonly most: number;
  /** Default: 0. */
  readonly least?: number;
  /** Default: it is a number of things. */
  readonly unit: Unit;
  /** The page of AWS's documentation that says it, by its title. */
  readonly source: string;
  /** The month in which that page was read. */
  readonly read: string;
  /** The name in Service Quotas under which an account can have more. Without one nobody can. */
  readonly quota?: string;
}
