/** Lambda quotas, "Invocation payload (request and response)", of a synchronous invocation. */
export const maximumRequestBytes = 6 * 1024 ** 2;

/** The same of what is answered, with the margin that Lambda gives. */
export const maximumResponseBytes = 6 * 1024 ** 2 + 100;

/** The same of a streamed response. */
export const maximumStreamBytes = 200 * 1024 ** 2;
