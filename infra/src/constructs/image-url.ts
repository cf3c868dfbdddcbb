import { LambdaFunctionUrl } from '@cdktf/provider-aws/lib/lambda-function-url/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function.ts';

export interface ImageUrlProps {
  readonly server: PipelineFunction;
  readonly region: string;
  /** `public` is for clouds on this machine alone: on AWS whoever calls it signs. */
  readonly access: 'signed' | 'public';
  /** LocalStack hands a stream over as one piece. */
  readonly streams: boolean;
}

/** The HTTPS endpoint of serve-image itself. */
export class ImageUrl extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  /** On AWS; where CloudFront finds it. */
  readonly domainName: string;
  readonly #server: PipelineFunction;

  constructor(scope: Construct, id: string, { server, region, access, streams }: ImageUrlProps) {
    super(scope, id);
    this.#server = server;
    const functionUrl = new LambdaFunctionUrl(this, 'url', {
      functionName: server.name,
      authorizationType: access === 'public' ? 'NONE' : 'AWS_IAM',
      invokeMode: streams ? 'RESPONSE_STREAM' : 'BUFFERED',
    });
    this.url = Fn.trimsuffix(functionUrl.functionUrl, '/');
    this.domainName = `${functionUrl.urlId}.lambda-url.${region}.on.aws`;
    // The provider itself grants everybody the URL; the function is the other half.
    if (access === 'public') this.#allowFunction('public', { principal: '*' });
  }

  /** Lets a CloudFront distribution call it; both grants are needed ("Control access to Lambda function URLs"). */
  allowDistribution(arn: string): void {
    const caller = { principal: 'cloudfront.amazonaws.com', sourceArn: arn };
    new LambdaPermission(this, 'cloudfront-url', {
      ...caller,
      functionName: this.#server.name,
      statementId: 'cloudfront-url',
      action: 'lambda:InvokeFunctionUrl',
      functionUrlAuthType: 'AWS_IAM',
    });
    this.#allowFunction('cloudfront', caller);
  }

  #allowFunction(id: string, caller: { readonly principal: string; readonly sourceArn?: string }): void {
    new LambdaPermission(this, `${id}-function`, {
      ...caller,
      functionName: this.#server.name,
      statementId: `${id}-function`,
      action: 'lambda:InvokeFunction',
    });
  }
}
