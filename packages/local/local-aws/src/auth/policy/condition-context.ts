/** The request's condition keys in lower case (IAM ignores case), each with one or more values. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;
