/** The request's condition keys, lower case (IAM ignores their case), each with one value or more. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;
