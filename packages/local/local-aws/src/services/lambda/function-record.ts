/** A function as stored: the caller's settings, filled-in defaults, and what Lambda adds. */
export interface FunctionRecord {
  readonly name: string;
  readonly runtime: string;
  readonly handler: string;
  readonly role: string;
  readonly description: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly architectures: string[];
  /** Absent if the caller gave none; an empty one is returned. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly tracingMode: string;
  /** Of the key that encrypts the environment on AWS. */
  readonly kmsKeyArn?: string;
  readonly ephemeralStorage: number;
  readonly deadLetterArn?: string;
  readonly logging: {
    format: 'Text' | 'JSON';
    group: string;
    applicationLevel?: string;
    systemLevel?: string;
  };
  readonly tags: Record<string, string>;
  readonly codeSha256: string;
  readonly codeSize: number;
  /** Runs from this folder, in the place of a zip. */
  readonly codeFolder?: string;
  readonly revisionId: string;
  readonly lastModified: string;
  readonly reservedConcurrency?: number;
  /** Absent for Terminate. */
  readonly recursiveLoop?: 'Allow';
  readonly policy: PolicyStatement[];
  readonly eventInvokeConfigs?: readonly EventInvokeConfig[];
  /** Published versions, oldest first; `$LATEST` is the record itself. */
  readonly versions: PublishedVersion[];
  /** The number of versions ever published: no number is used twice. */
  readonly versionsPublished: number;
  /** By name. */
  readonly aliases: Readonly<Record<string, Alias>>;
}

/** The snapshot that is a version; what belongs to the function as a whole is not part of it. */
export type PublishedVersion = Omit<
  FunctionRecord,
  'versions' | 'versionsPublished' | 'aliases' | 'policy' | 'tags' | 'eventInvokeConfigs'
> & {
  readonly version: string;
};

export interface Alias {
  readonly version: string;
  readonly description: string;
  /** The second version, which gets a share of the invocations. */
  readonly routing?: { readonly version: string; readonly weight: number };
  readonly revisionId: string;
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: string | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface EventInvokeConfig {
  /** `$LATEST`, a version or an alias, as callers name it; each has its own configuration. */
  readonly qualifier: string;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
  readonly onFailure?: string;
  readonly onSuccess?: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}
