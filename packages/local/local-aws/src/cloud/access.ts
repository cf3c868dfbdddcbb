import type { AwsRequest, Caller } from '../protocol/message.ts';

/** One thing that a caller wants to do, as IAM sees it. */
export interface AccessRequest {
  readonly action: string;
  readonly resources: readonly string[];
  /** Condition keys in addition to the global ones, such as `s3:prefix`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The resource's own policy (bucket policy, function policy) as JSON text. */
  readonly resourcePolicy?: string;
  /** Policies of identities count only for what the resource's own policy leaves to the account, as with KMS's keys. */
  readonly policyLeads?: boolean;
}

export interface AccessControl {
  /** Whether policies are evaluated for every caller except root. */
  readonly isEnforced: boolean;
  /** Throws AccessDenied if `--enforce-iam` is on and no policy allows the caller. Anonymous callers always need a policy. */
  authorize(request: AwsRequest, access: AccessRequest): Promise<void>;
  /** The same for what a service does with a role, such as Lambda sending to a function's destination. */
  authorizeRole(roleArn: string, access: AccessRequest): Promise<void>;
  /**
   * The same for what a service does on behalf of one of its resources, such as SNS sending a topic's messages to a queue:
   * only the resource's own policy can allow it. `service` is a principal, `sns.amazonaws.com`.
   */
  authorizeService(service: string, sourceArn: string, access: AccessRequest): Promise<void>;
  /**
   * The signer of a browser upload's policy; `fields` are the form's, by lower-case name.
   * Throws InvalidAccessKeyId or SignatureDoesNotMatch.
   */
  authenticatePostPolicy(fields: Readonly<Record<string, string>>): Promise<Caller>;
}
