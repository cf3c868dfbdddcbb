export interface LambdaOptions {
  /** Account concurrency. AWS's default is 1,000. */
  readonly concurrency?: number;
  /** Waits before the two retries of an asynchronous invocation. AWS: one minute, then two. */
  readonly retryDelaysMs?: readonly [number, number];
  /** How long an idle execution environment is kept. */
  readonly idleTimeoutMs?: number;
  /** Of a streamed response, after its first 6 MB. AWS: 2 MB. */
  readonly streamBytesPerSecond?: number;
  /**
   * Functions to debug, by name, and the port of 127.0.0.1 where Node.js's inspector waits for a debugger. Such a function
   * handles one event at a time, and without a time limit.
   */
  readonly inspect?: Readonly<Record<string, number>>;
}

export interface CloudWatchOptions {
  /** How many seconds of an alarm's periods pass in one second. AWS: 1, which is the default. */
  readonly alarmSpeed?: number;
}

/** Test seam: S3 delivers at least once, in any order, and a test may want to see that happen. */
export interface S3Options {
  /**
   * Called instead of each delivery. Call `deliver` as often and as late as the test needs. The write that caused the
   * notification is answered only after the returned promise settles.
   */
  readonly onNotification?: (notification: Notification, deliver: () => Promise<void>) => Promise<void>;
}

/** What a notification is about, so that tests can choose. */
export interface Notification {
  readonly bucket: string;
  readonly key: string;
  readonly eventName: string;
  readonly sequencer: string;
}

/** Test seams: SNS delivers at least once, in any order, and a test may want to see that happen. */
export interface SnsOptions {
  /** Waits before the retries of a delivery that failed through the endpoint's fault; after the last, it is given up. */
  readonly retryDelaysMs?: readonly number[];
  /** Called instead of each delivery attempt. An error that it throws counts as the endpoint's fault. */
  readonly onDelivery?: (delivery: DeliveryAttempt, deliver: () => Promise<void>) => Promise<void>;
}

/** Test seam: schedules count in minutes, and a test cannot wait for one. */
export interface EventsOptions {
  /** How long a minute is for rates and retries. Default: 60,000. */
  readonly minuteMs?: number;
  /** Called instead of each delivery attempt. An error that it throws counts as the target's fault. */
  readonly onDelivery?: (
    attempt: { readonly targetArn: string },
    deliver: () => Promise<void>,
  ) => Promise<void>;
}

/** What is about to be delivered, so that tests can choose. */
export interface DeliveryAttempt {
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly endpoint: string;
  readonly messageId: string;
}
