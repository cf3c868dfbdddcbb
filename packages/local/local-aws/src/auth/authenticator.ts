import type { Cloud } from '../cloud/cloud.ts';
import { type AwsRequest, anonymous, type UnsignedRequest } from '../protocol/message.ts';
import { refusalsOf } from './refusals.ts';
import { signatureClaim } from './signature/claim.ts';
import { claimV2 } from './signature/claim-v2.ts';
import { verifyV2 } from './signature/verify-v2.ts';
import { verifyV4 } from './signature/verify-v4.ts';
import { signingName } from './signing-name.ts';
import { isSnsLink } from './sns-link.ts';

/** Identifies the sender of a request; throws AWS's error for a wrong or expired signature. */
export interface Authenticator {
  /** Returns the body again if it had to be read because the signature covers it. */
  authenticate(request: UnsignedRequest, service: string): Promise<AwsRequest>;
}

/** Services that accept a signature in the URL. AWS accepts it elsewhere too, but its SDKs make such URLs only for these. */
const presignable: ReadonlySet<string> = new Set(['s3', 'sts', 'execute-api', 'lambda-url']);

export function createAuthenticator(cloud: Cloud): Authenticator {
  return {
    async authenticate(request, service) {
      const refusals = refusalsOf(service);
      if (isPreflight(request, service)) return { ...request, caller: anonymous };
      const claim = signatureClaim(request);
      if (claim === 'malformed')
        throw request.headers.authorization === undefined ? refusals.malformedUrl() : refusals.malformed();
      if (claim && claim.service !== signingName(service)) throw refusals.wrongService(claim.service);
      if (claim?.expiresSeconds !== undefined && !presignable.has(service)) throw refusals.missing();
      if (claim) return verifyV4(cloud, request, claim, refusals);
      if (service === 's3') {
        const older = claimV2(request);
        if (older) return verifyV2(cloud, request, older, refusals);
        if (request.headers.authorization) throw refusals.malformed();
      }
      if (!isOpen(request, service)) throw refusals.missing();
      return { ...request, caller: anonymous };
    },
  };
}

/** A browser's preflight uses the URL of the request to follow; a signature in it belongs to that request. */
function isPreflight({ method, headers }: UnsignedRequest, service: string): boolean {
  if (method !== 'OPTIONS') return false;
  if (service === 's3') return true;
  return isWeb(service) && headers['access-control-request-method'] !== undefined;
}

/** Services that answer anonymous callers, as far as the resource's policy allows, and URLs that contain a secret. */
function isOpen({ path, rawQuery }: UnsignedRequest, service: string): boolean {
  if (service === 'sns') return isSnsLink(`${path}?${rawQuery}`);
  return service === 's3' || isWeb(service) || path.startsWith('/_aws/lambda/code/');
}

/** What browsers ask, too. */
function isWeb(service: string): boolean {
  return service === 'execute-api' || service === 'lambda-url';
}
