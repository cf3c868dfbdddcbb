/** What the policies said about one question. */
export interface Decision {
  readonly principalArn: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** Which policy decided: `identity policy`, `resource policy`, or `no policy`. */
  readonly by: string;
  readonly at: Date;
}

/** The last decision about each question; only while IAM is enforced are there any. */
export interface Decisions {
  record(decision: Decision): void;
  of(principalArn: string): Decision[];
}
