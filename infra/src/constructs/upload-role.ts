import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { Uploader } from '@darkroom/pipeline-config';
import { Construct } from 'constructs';
import { roleName } from '../role-name.ts';
import type { Settings } from '../settings.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { policyDocument } from './tls-only.ts';

interface UploadRoleProps {
  readonly prefix: string;
  readonly region: string;
  readonly settings: Settings;
  readonly originals: PrivateBucket;
  readonly uploader: Uploader;
}

/** To upload, whole or in parts, and to take back what is not complete. */
const uploading = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/**
 * The right to upload below one prefix, for EC2 instances. The bucket's policy takes everything else from the role, whatever
 * somebody attaches to it later.
 */
class UploadRole extends Construct {
  /** As an output tells it. */
  readonly told: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: UploadRoleProps) {
    super(scope, id);
    const { originals, uploader, settings } = props;
    const name = `${props.prefix}-upload-${uploader.name}`;
    const role = new IamRole(this, 'role', {
      name: roleName(name, props.region),
      assumeRolePolicy: policyDocument([
        { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ]),
    });
    const keys = `${originals.arn}/${uploader.prefix}*`;
    new IamRolePolicy(this, 'permissions', {
      name: 'upload',
      role: role.name,
      policy: policyDocument([{ Effect: 'Allow', Action: uploading, Resource: keys }]),
    });
    originals.limit(role.arn, {
      name: uploader.name.replaceAll('-', ''),
      keys,
      actions: uploading,
      ...(uploader.vpcEndpointId === undefined ? {} : { vpcEndpointId: uploader.vpcEndpointId }),
    });
    // The embedded cloud has no instances.
    const profile =
      settings.target === 'aws'
        ? new IamInstanceProfile(this, 'profile', { name: role.name, role: role.name })
        : undefined;
    this.told = {
      name: uploader.name,
      role_arn: role.arn,
      ...(profile === undefined ? {} : { instance_profile: profile.name }),
      endpoint_policy: policyDocument([
        {
          Effect: 'Allow',
          Principal: '*',
          Action: uploading,
          Resource: keys,
          Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
        },
      ]),
    };
  }
}

/** Makes the roles of all uploaders; their output is JSON, absent without any. */
export function uploadRoles(
  scope: Construct,
  uploaders: readonly Uploader[],
  props: Omit<UploadRoleProps, 'uploader'>,
): { readonly uploaders?: string } {
  if (uploaders.length === 0) return {};
  const roles = uploaders.map(
    (uploader) => new UploadRole(scope, `upload-${uploader.name}`, { ...props, uploader }),
  );
  return { uploaders: JSON.stringify(roles.map(({ told }) => told)) };
}
