import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import type { EnvironmentValue, FunctionManifest, ResourceName } from '@darkroom/lambda-kit';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import type { Architecture, Artifact } from '../artifact.ts';
import { roleName } from '../role-name.ts';
import { policyDocument } from './tls-only.ts';

/** The resources that a manifest may name, once they exist. */
export type Resources = { readonly [Name in ResourceName]?: Resource };

interface Resource {
  readonly name: string;
  /** Several values, or none, if the name stands for a group. */
  readonly arn: string | readonly string[];
  /** Whether the bucket keeps object versions. */
  readonly versioned?: boolean;
  /** Whether objects of the bucket are copied within it. */
  readonly copied?: boolean;
}

export interface FunctionProps {
  readonly name: string;
  readonly region: string;
  readonly manifest: FunctionManifest<Readonly<Record<string, EnvironmentValue>>>;
  readonly artifact: Artifact;
  readonly architecture: Architecture;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Executions reserved for this function, and its maximum. */
  readonly reservedConcurrency?: number;
  readonly logDays: number;
  /** Default: the Node.js of all functions. */
  readonly runtime?: string;
  /** In the place of the manifest's. */
  readonly handler?: string;
  readonly resources: Resources;
  /** In addition to those of the manifest. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A function with its own log group and role. The role allows what the manifest asks for and nothing else. */
export class PipelineFunction extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly invokeArn: string;
  readonly logGroup: string;
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { manifest, artifact } = props;

    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: props.logDays,
    });
    this.role = new IamRole(this, 'role', {
      name: roleName(props.name, props.region),
      assumeRolePolicy: policyDocument([
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ]),
    });
    const permissions = new IamRolePolicy(this, 'permissions', {
      name: 'permissions',
      role: this.role.name,
      policy: policyDocument([
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${logs.arn}:*`,
        },
        ...manifest.permissions
          .filter(({ on, onlyWhereVersioned }) => !onlyWhereVersioned || resource(props, on).versioned)
          .filter(({ on, onlyWhereCopied }) => !onlyWhereCopied || resource(props, on).copied)
          .map(({ on, actions, path = '' }) => ({
            Effect: 'Allow',
            Action: actions,
            Resource: [resource(props, on).arn].flat().map((arn) => `${arn}${path}`),
          }))
          .filter(({ Resource }) => Resource.length > 0),
      ]),
    });
    const lambda = new LambdaFunction(this, 'function', {
      functionName: props.name,
      description: manifest.description,
      runtime: props.runtime ?? 'nodejs22.x',
      handler: props.handler ?? manifest.handler,
      architectures: [props.architecture],
      memorySize: props.memoryMb,
      timeout: props.timeoutSeconds,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...this.#code(artifact),
      role: this.role.arn,
      environment: {
        variables: {
          ...environment(manifest.environment, (name) => resource(props, name).name),
          ...props.variables,
        },
      },
      // The first event may come at once; by then the function must be allowed to log and to work.
      dependsOn: [logs, permissions],
    });
    this.logGroup = logs.name;
    this.name = lambda.functionName;
    this.arn = lambda.arn;
    this.invokeArn = lambda.invokeArn;
  }

  #code(artifact: Artifact) {
    if ('folder' in artifact) return { s3Bucket: 'hot-reload', s3Key: artifact.folder };
    const { path } = new TerraformAsset(this, 'code', {
      path: artifact.zip,
      type: AssetType.FILE,
      assetHash: Buffer.from(artifact.sha256, 'base64').toString('hex'),
    });
    return { filename: path, sourceCodeHash: artifact.sha256 };
  }
}

function environment(
  declared: Readonly<Record<string, EnvironmentValue>>,
  nameOf: (name: ResourceName) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(declared).map(([variable, value]) => [
      variable,
      'nameOf' in value ? nameOf(value.nameOf) : value.literal,
    ]),
  );
}

function resource({ name, resources }: FunctionProps, wanted: ResourceName): Resource {
  const found = resources[wanted];
  if (!found) throw new Error(`The manifest of ${name} names ${wanted}, which the stack creates later.`);
  return found;
}
