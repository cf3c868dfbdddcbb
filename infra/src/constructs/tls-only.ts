/** A resource policy statement that refuses requests without TLS. A topic's policy may not name `sns:*`. */
export function tlsOnly(action: 's3:*' | 'sqs:*' | 'sns:Publish', resources: readonly string[]) {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resources,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
