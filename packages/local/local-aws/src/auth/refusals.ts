import { AwsError } from '../protocol/aws-error.ts';
import { faultStyle } from './fault-style.ts';
import { signingName } from './signing-name.ts';

/** Why a signature is refused, in the words of each kind of service. Sources: each service's "Common errors". */
export interface Refusals {
  missing(): AwsError;
  malformed(): AwsError;
  /** For a presigned URL. */
  malformedUrl(): AwsError;
  /** A presigned URL is valid for at most a week. */
  tooLong(): AwsError;
  /** Only for S3: nobody may add an `x-amz-*` header to a request that somebody else signed. */
  unsignedHeaders(names: readonly string[]): AwsError;
  /** The credential scope names another service. */
  wrongService(signedFor: string): AwsError;
  unknownKey(accessKeyId: string): AwsError;
  badToken(): AwsError;
  expiredToken(): AwsError;
  mismatch(details: {
    accessKeyId: string;
    signature: string;
    stringToSign: string;
    canonicalRequest?: string;
  }): AwsError;
  skewed(signedAt: string, now: Date): AwsError;
  expiredUrl(details: { expiresAt: Date; now: Date }): AwsError;
}

const queryCodes = {
  missing: 'MissingAuthenticationToken',
  malformed: 'IncompleteSignature',
  key: 'InvalidClientTokenId',
  token: 'ExpiredToken',
  mismatch: 'SignatureDoesNotMatch',
};

const jsonCodes = {
  missing: 'MissingAuthenticationTokenException',
  malformed: 'IncompleteSignatureException',
  key: 'UnrecognizedClientException',
  token: 'ExpiredTokenException',
  mismatch: 'InvalidSignatureException',
};

const incompleteUrl =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';
const tooLong =
  'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';
const unsigned = 'There were headers present in the request which were not signed';
const invalidToken = 'The security token included in the request is invalid.';
const wrongSignature =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

export function refusalsOf(service: string): Refusals {
  const style = faultStyle(service);
  if (style === 's3') return s3Refusals;
  const code = style === 'query' ? queryCodes : jsonCodes;
  const status = style === 'json' ? 400 : 403;
  const refuse = (code: string, message: string) => new AwsError(code, message, status);
  return {
    missing: () => refuse(code.missing, 'Request is missing Authentication Token'),
    malformed: () =>
      refuse(code.malformed, 'Authorization requires Credential, SignedHeaders, Signature and a date.'),
    malformedUrl: () => refuse(code.malformed, incompleteUrl),
    tooLong: () => refuse(code.malformed, tooLong),
    unsignedHeaders: () => refuse(code.mismatch, unsigned),
    wrongService: () =>
      refuse(code.mismatch, `Credential should be scoped to correct service: '${signingName(service)}'.`),
    unknownKey: () => refuse(code.key, invalidToken),
    badToken: () => refuse(code.key, invalidToken),
    expiredToken: () => refuse(code.token, 'The security token included in the request is expired'),
    mismatch: () => refuse(code.mismatch, wrongSignature),
    skewed: (signedAt, now) =>
      refuse(
        code.mismatch,
        `Signature not current: ${signedAt} is not within 15 min of ${now.toISOString()}`,
      ),
    expiredUrl: ({ expiresAt, now }) =>
      refuse(
        code.mismatch,
        `Signature expired: ${expiresAt.toISOString()} is now earlier than ${now.toISOString()}`,
      ),
  };
}

/** Source: S3 API reference, "Error responses". */
const s3Refusals: Refusals = {
  missing: () => new AwsError('AccessDenied', 'Access Denied', 403),
  malformed: () =>
    new AwsError(
      'AuthorizationHeaderMalformed',
      'The authorization header that you provided is not valid.',
      400,
    ),
  malformedUrl: () => new AwsError('AuthorizationQueryParametersError', incompleteUrl),
  tooLong: () => new AwsError('AuthorizationQueryParametersError', tooLong),
  unsignedHeaders: (names) =>
    new AwsError('AccessDenied', unsigned, 403, { fields: { HeadersNotSigned: names.join(', ') } }),
  wrongService: (signedFor) =>
    new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; incorrect service "${signedFor}". This endpoint belongs to "s3".`,
    ),
  unknownKey: (accessKeyId) =>
    new AwsError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
      {
        fields: { AWSAccessKeyId: accessKeyId },
      },
    ),
  badToken: () => new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400),
  expiredToken: () => new AwsError('ExpiredToken', 'The provided token has expired.', 400),
  mismatch: ({ accessKeyId, signature, stringToSign, canonicalRequest }) =>
    new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
      {
        fields: {
          AWSAccessKeyId: accessKeyId,
          StringToSign: stringToSign,
          SignatureProvided: signature,
          ...(canonicalRequest === undefined ? {} : { CanonicalRequest: canonicalRequest }),
        },
      },
    ),
  skewed: (signedAt, now) =>
    new AwsError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
      {
        fields: { RequestTime: signedAt, ServerTime: now.toISOString(), MaxAllowedSkewMilliseconds: 900_000 },
      },
    ),
  expiredUrl: ({ expiresAt, now }) =>
    new AwsError('AccessDenied', 'Request has expired', 403, {
      fields: {
        Expires: expiresAt.toISOString(),
        ServerTime: now.toISOString(),
      },
    }),
};
