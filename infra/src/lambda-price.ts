/** US dollars for a gigabyte-second in us-east-1, from AWS Lambda's price page in September 2026. */
export const gbSecondPrice = { arm64: 0.0000133334, x86_64: 0.0000166667 } as const;

/** US dollars for an invocation. */
export const requestPrice = 0.2e-6;
