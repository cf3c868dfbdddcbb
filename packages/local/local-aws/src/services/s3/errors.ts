import { AwsError } from '../../protocol/aws-error.ts';

/** S3's own errors, in S3's words. Source: S3 API reference, "Error responses". */

export function noSuchBucket(bucket: string): AwsError {
  return new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, {
    fields: { BucketName: bucket },
  });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { fields: { Key: key } });
}

export function noSuchVersion(key: string, versionId: string): AwsError {
  return new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, {
    fields: { Key: key, VersionId: versionId },
  });
}

export function noSuchUpload(uploadId: string): AwsError {
  return new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { fields: { UploadId: uploadId } },
  );
}

export function invalidArgument(message: string, name: string, value?: string): AwsError {
  return new AwsError('InvalidArgument', message, 400, {
    fields: { ArgumentName: name, ...(value === undefined ? {} : { ArgumentValue: value }) },
  });
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequest', message);
}

export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

export function preconditionFailed(condition: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    {
      fields: { Condition: condition },
    },
  );
}

/** What S3 itself does not support for this kind of bucket, or with this value of a header. */
export function headerNotImplemented(Header: string, additionalMessage?: string): AwsError {
  return new AwsError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { fields: { Header, ...(additionalMessage === undefined ? {} : { additionalMessage }) } },
  );
}

/** What S3 supports and local-aws does not. */
export function notImplemented(feature: string): AwsError {
  return new AwsError(
    'NotImplemented',
    `A header or a parameter you provided implies functionality that is not implemented: ${feature}.`,
    501,
  );
}

export function badDigest(digests: {
  readonly ExpectedDigest: string;
  readonly CalculatedDigest: string;
}): AwsError {
  return new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
    fields: { ...digests },
  });
}

export function accessDenied(message = 'Access Denied'): AwsError {
  return new AwsError('AccessDenied', message, 403);
}
