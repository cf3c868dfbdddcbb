/** Headers that functions neither see nor add. Source: developer guide, "Restrictions on all edge functions". */
const hidden =
  /^(connection|expect|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|trailer|upgrade|x-accel-(buffering|charset|limit-rate|redirect)|x-amz-cf-.*|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** Headers that they see and must leave as they are. */
const readOnly = {
  'viewer-request': ['content-length', 'host', 'transfer-encoding', 'via'],
  'viewer-response': ['transfer-encoding', 'via', 'warning'],
} as const;

export function isHidden(name: string): boolean {
  return hidden.test(name);
}

/** The first header that a function must not have written; undefined where all is well. */
export function forbiddenChange(
  event: keyof typeof readOnly,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string | undefined {
  const added = Object.keys(after).find(isHidden);
  return added ?? readOnly[event].find((name) => before[name] !== after[name]);
}
