import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, tlsOnly } from './tls-only.ts';

export interface PrivateBucketProps {
  readonly name: string;
  /** Days after which the parts of an uncompleted upload are deleted. */
  readonly incompleteUploadDays: number;
  /** Lets Terraform delete the bucket with its contents. */
  readonly disposable: boolean;
  /** Keeps overwritten and deleted objects for this many days. */
  readonly noncurrentDays?: number;
  /** Days after which objects with this tag are deleted. */
  readonly expiring?: {
    readonly tag: { readonly key: string; readonly value: string };
    readonly days: number;
  };
}

interface RoleLimits {
  /** Letters and digits; names the statements. */
  readonly name: string;
  /** An ARN with wildcards. */
  readonly keys: string;
  readonly actions: readonly string[];
  readonly vpcEndpointId?: string;
}

/** A bucket that only this account can read: over TLS, encrypted, without ACLs. */
export class PrivateBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly versioned: boolean;
  /** Where CloudFront finds it. */
  readonly domainName: string;
  readonly #statements: object[] = [];

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, 'bucket', { bucket: props.name, forceDestroy: props.disposable });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
    this.domainName = bucket.bucketRegionalDomainName;

    const access = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketPolicy(this, 'policy', {
      bucket: bucket.bucket,
      policy: Lazy.stringValue({
        produce: () =>
          policyDocument([tlsOnly('s3:*', [bucket.arn, `${bucket.arn}/*`]), ...this.#statements]),
      }),
      dependsOn: [access], // S3 refuses to change both at the same time
    });
    const { incompleteUploadDays, noncurrentDays, expiring } = props;
    const everyObject = { status: 'Enabled', filter: [{ prefix: '' }] };
    this.versioned = noncurrentDays !== undefined;
    const versioning =
      noncurrentDays === undefined
        ? []
        : [
            new S3BucketVersioningA(this, 'versioning', {
              bucket: bucket.bucket,
              versioningConfiguration: { status: 'Enabled' },
            }),
          ];
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.bucket,
      rule: [
        {
          ...everyObject,
          id: 'incomplete-uploads',
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: incompleteUploadDays }],
        },
        ...(expiring === undefined
          ? []
          : [
              {
                id: 'on-demand',
                status: 'Enabled',
                filter: [{ tag: [expiring.tag] }],
                expiration: [{ days: expiring.days }],
              },
            ]),
        ...(noncurrentDays === undefined
          ? []
          : [
              {
                ...everyObject,
                id: 'older-versions',
                noncurrentVersionExpiration: [{ noncurrentDays }],
                // A delete marker is deleted with the last version that it hid.
                expiration: [{ expiredObjectDeleteMarker: true }],
              },
            ]),
      ],
      dependsOn: versioning,
    });
  }

  /** Lets a CloudFront distribution read objects, not list them. */
  allowDistribution(arn: string): void {
    this.#statements.push({
      Sid: 'CloudFront',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `${this.arn}/*`,
      Condition: { StringEquals: { 'AWS:SourceArn': arn } },
    });
  }

  /** Takes from a role all but these actions on these keys, and all that does not come through the endpoint, if there is one. */
  limit(roleArn: string, { name, keys, actions, vpcEndpointId }: RoleLimits): void {
    const denied = { Effect: 'Deny', Principal: { AWS: roleArn } };
    const Resource = [this.arn, `${this.arn}/*`];
    this.#statements.push(
      { Sid: `${name}Keys`, ...denied, Action: 's3:*', NotResource: keys },
      { Sid: `${name}Actions`, ...denied, NotAction: actions, Resource },
    );
    if (vpcEndpointId === undefined) return;
    const Condition = { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } };
    this.#statements.push({ Sid: `${name}Endpoint`, ...denied, Action: 's3:*', Resource, Condition });
  }

  /** Lets pages of these origins send such requests; each request must still be signed. */
  allowPages(origins: readonly string[], methods: readonly ('POST' | 'PUT' | 'GET' | 'DELETE')[]): void {
    new S3BucketCorsConfiguration(this, 'cors', {
      bucket: this.name,
      corsRule: [
        {
          allowedMethods: [...methods],
          allowedOrigins: [...origins],
          allowedHeaders: ['*'],
          exposeHeaders: ['ETag'],
          maxAgeSeconds: 3600,
        },
      ],
    });
  }
}
