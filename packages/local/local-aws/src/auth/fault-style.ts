/** Services word the same refusal differently, by protocol and by age. */
export type FaultStyle = 's3' | 'query' | 'json' | 'rest';

const styles: Readonly<Record<string, FaultStyle>> = {
  s3: 's3',
  iam: 'query',
  sts: 'query',
  sns: 'query',
  sqs: 'query', // JSON on the wire, yet the codes of its query days
  cloudfront: 'query', // XML, with the codes of query services
  lambda: 'rest',
  apigateway: 'rest',
  'execute-api': 'rest',
  'cloudfront-keyvaluestore': 'rest',
};

export function faultStyle(service: string): FaultStyle {
  return styles[service] ?? 'json';
}
