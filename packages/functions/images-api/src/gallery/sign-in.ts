import type { Auth } from '@darkroom/pipeline-config';

/** What the page needs to sign people in at a user pool; `undefined` if they enter their credentials in the page itself. */
export function signInOf(auth: Auth | undefined) {
  if (auth?.mode !== 'jwt' || !auth.signIn) return undefined;
  const [region, pool] = [auth.userPoolArn.split(':')[3], auth.userPoolArn.split('/')[1]];
  // Amazon Cognito Developer Guide, "Understanding user pool JSON web tokens": the claim iss.
  return { ...auth.signIn, issuer: `https://cognito-idp.${region}.amazonaws.com/${pool}` };
}
