/** Services word the same refusal differently, depending on their protocol and age. */
export type FaultStyle = 's3' | 'query' | 'json' | 'rest';

const styles: Readonly<Record<string, FaultStyle>> = {
  s3: 's3',
  iam: 'query',
  sts: 'query',
  sns: 'query',
  sqs: 'query', // JSON on the wire, but with the error codes of its old query protocol
  cloudfront: 'query', // XML, with the codes of query services
  lambda: 'rest',
  'lambda-url': 'rest',
  apigateway: 'rest',
  'execute-api': 'rest',
  'cloudfront-keyvaluestore': 'rest',
};

export function faultStyle(service: string): FaultStyle {
  return styles[service] ?? 'json';
}
