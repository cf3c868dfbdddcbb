import type { AwsResponse, Caller, UnsignedRequest } from '../protocol/message.ts';

/** What services do for one another inside the cloud. AWS uses internal calls for this. */
export interface Ports {
  lambda: LambdaPort;
  functionUrls: FunctionUrlPort;
  buckets: BucketPort;
  logs: LogsPort;
  metrics: MetricPort;
  queues: QueuePort;
  topics: TopicPort;
  streams: StreamPort;
  events: EventsPort;
  identities: IdentityPort;
  keys: KeyPort;
}

export interface LambdaPort {
  /** RequestResponse; resolves with the handler's response, including an error payload. */
  invoke(call: FunctionCall): Promise<InvocationResult>;
  /** Event invocation; durable once it resolves. */
  enqueue(call: FunctionCall): Promise<{ requestId: string }>;
  /** Whether the function's resource policy lets a service invoke it on behalf of `sourceArn`. */
  permits(call: { functionArn: string; principal: string; sourceArn: string }): Promise<boolean>;
  /** Kills the execution environment that has this access key, if it exists. */
  crash(accessKeyId: string): Promise<void>;
  /** The execution environments that exist now. */
  environments(): Environment[];
}

export interface Environment {
  readonly functionName: string;
  readonly version: string;
  readonly logStream: string;
  readonly startedAt: Date;
  readonly isBusy: boolean;
  /** MB. */
  readonly maxMemoryUsed: number;
}

export interface FunctionCall {
  readonly functionArn: string;
  readonly payload: Uint8Array;
  /** The trace header of the request that caused it, if any: Lambda stops chains that run in circles. */
  readonly traceHeader?: string | undefined;
}

export interface InvocationResult {
  readonly requestId: string;
  /** Absent if the handler returned. */
  readonly functionError?: 'Handled' | 'Unhandled';
  readonly payload: Uint8Array;
  /** Last 4 KB of the invocation's log. */
  readonly logTail: string;
  readonly executedVersion: string;
  readonly traceHeader: string;
}

export interface FunctionUrlPort {
  /**
   * Sends a request to the function URL that its `host` or its path names, `<id>.lambda-url.<region>.…`, and answers
   * what a client would get. Without a signer it is unsigned, whatever its headers say.
   */
  send(request: UnsignedRequest, signer?: ServiceSigner): Promise<AwsResponse>;
}

export interface BucketPort {
  /** Sends a request to the bucket that its `host` names, and answers what a client would get; unsigned without a signer. */
  send(request: UnsignedRequest, signer?: ServiceSigner): Promise<AwsResponse>;
  /** The same in the name and with the rights of a caller, as services do for whoever asked them. */
  sendFor(caller: Caller, request: UnsignedRequest): Promise<AwsResponse>;
}

/** A service that signs a request on behalf of one of its resources, as CloudFront does by an origin access control. */
export interface ServiceSigner {
  /** A principal, e.g. `cloudfront.amazonaws.com`. */
  readonly service: string;
  /** What `AWS:SourceArn` in the resource's policy has to name, e.g. a distribution. */
  readonly sourceArn: string;
}

export interface LogsPort {
  /** Creates the group and the stream if they do not exist, as Lambda does. */
  append(
    logGroup: string,
    logStream: string,
    events: readonly { timestamp: number; message: string }[],
  ): Promise<void>;
}

export interface QueuePort {
  exists(queueArn: string): Promise<boolean>;
  /** How long a received message is hidden, in seconds. */
  visibilityTimeout(queueArn: string): Promise<number>;
  /** The queue's own policy as JSON text; undefined if it has none. */
  policyOf(queueArn: string): Promise<string | undefined>;
  send(
    queueArn: string,
    body: string,
    attributes?: MessageAttributes,
    traceHeader?: string,
  ): Promise<{ messageId: string }>;
  receive(queueArn: string, maximum: number): Promise<QueueMessage[]>;
  /** All messages of a queue, as they are: nobody receives them by that. */
  peek(queueArn: string): Promise<PeekedMessage[]>;
  delete(queueArn: string, receiptHandle: string): Promise<void>;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): Promise<void>;
  /** Calls back whenever a message may have become visible. Returns a function that ends this. */
  onMessage(queueArn: string, callback: () => void): () => void;
}

/** Attributes of an SQS or SNS message, by name; a binary value is Base64. */
export type MessageAttributes = Readonly<
  Record<string, { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }>
>;

export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly messageAttributes: Record<string, unknown>;
  readonly md5OfBody: string;
}

export interface PeekedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly isVisible: boolean;
}

export interface TopicPort {
  exists(topicArn: string): Promise<boolean>;
  /** The topic's own policy as JSON text. */
  policyOf(topicArn: string): Promise<string>;
  /** Durable once it resolves. */
  publish(
    topicArn: string,
    message: {
      readonly body: string;
      readonly subject?: string;
      readonly attributes?: MessageAttributes;
      readonly traceHeader?: string | undefined;
    },
  ): Promise<{ messageId: string }>;
  /** To one subscription alone, whatever its filter says. Durable once it resolves. */
  publishTo(
    subscriptionArn: string,
    message: { readonly body: string; readonly subject?: string },
  ): Promise<void>;
}

export interface EventsPort {
  /** Puts what an AWS service tells on the default bus; durable once it resolves. */
  put(event: {
    readonly source: string;
    readonly 'detail-type': string;
    readonly time: Date;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, unknown>>;
  }): Promise<void>;
}

export interface StreamPort {
  exists(streamArn: string): Promise<boolean>;
  /** Ids of the shards, oldest first. */
  shards(streamArn: string): Promise<string[]>;
  /** Records after `afterSequenceNumber` (exclusive; undefined = from the oldest), in order. */
  read(
    streamArn: string,
    shardId: string,
    afterSequenceNumber: string | undefined,
    limit: number,
  ): Promise<StreamRecord[]>;
  /** The newest sequence number of a shard whose record has expired; undefined if none has. */
  forgotten(streamArn: string, shardId: string): Promise<string | undefined>;
  /** The newest sequence number of a shard, for LATEST. */
  latest(streamArn: string, shardId: string): Promise<string | undefined>;
  onRecord(streamArn: string, callback: () => void): () => void;
}

/** A DynamoDB Streams record in the form that Lambda event source mappings deliver. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Record<string, unknown>;
    readonly NewImage?: Record<string, unknown>;
    readonly OldImage?: Record<string, unknown>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

/** The principals that can sign requests, and their policies. */
export interface IdentityPort {
  /** Temporary credentials of a role, as an execution environment gets them; valid for 12 hours by default. */
  roleCredentials(roleArn: string, sessionName: string, durationSeconds?: number): Promise<RoleCredentials>;
  /** Temporary credentials of a user who already has permanent ones. */
  sessionCredentials(caller: Caller, durationSeconds: number): Promise<RoleCredentials>;
  /** The owner of this access key, `undefined` if there is none. */
  identityOf(accessKeyId: string): Promise<Identity | undefined>;
  /** Whether a user, role or role session with this ARN exists. */
  exists(principalArn: string): Promise<boolean>;
  /** The identity-based policies of a role or a user, as JSON documents. */
  policiesOf(principalArn: string): Promise<string[]>;
  /** The trust policy of a role, undefined if the role does not exist. */
  trustPolicyOf(roleArn: string): Promise<string | undefined>;
}

export interface KeyPort {
  /**
   * A key that can be used, by its id, ARN or alias; `undefined` for those of AWS itself. Throws `KMS.NotFoundException`,
   * `KMS.DisabledException` and `KMS.KMSInvalidStateException`.
   */
  usable(keyId: string): Promise<{ readonly arn: string; readonly policy: string } | undefined>;
}

export interface Identity {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  /** For temporary credentials; requests must include it. */
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface MetricPort {
  /** Where one metric's measurements go; cheap to call, and to keep. */
  meter(metric: Metric): Meter;
  /** Calls back before metrics are read, and each minute: what has a level, such as a queue's depth, measures it then. */
  beforeReading(measure: () => void): void;
  /** Measurements with a time of their own; `times` is how often the value was measured. What no metric can be is left out. */
  record(metric: Metric, value: number, at: Date, times?: number): void;
}

/** A measurement that is made now. */
export type Meter = (value: number) => void;

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** AWS's name of the unit. Default: None. */
  readonly unit?: string;
  /** A level that is measured at any time and, as far as statistics tell, once a minute. */
  readonly isLevel?: boolean;
}
