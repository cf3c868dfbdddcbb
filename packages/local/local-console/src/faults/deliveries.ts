/** The services whose events can be late or come twice, and what they deliver. */
export const deliveries: Readonly<Record<string, string>> = {
  dynamodb: 'stream records',
  events: 'deliveries',
  s3: 'events',
  sns: 'deliveries',
  sqs: 'messages',
};
