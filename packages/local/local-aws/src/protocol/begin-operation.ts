import type { Cloud } from '../cloud/cloud.ts';
import { payloadOf } from '../trail/span.ts';
import type { AwsRequest } from './message.ts';

/** Services whose requests may contain secrets: their bodies stay out of the trail. */
const secretive: ReadonlySet<string> = new Set([
  ...['iam', 'sts', 'ssm', 'secretsmanager'],
  ...['cloudfront', 'apigateway'],
]);

/** Called once a request's operation is known: names its step in the trail, and lets injected faults strike. */
export async function beginOperation(
  { trail, faults }: Cloud,
  service: string,
  name: string,
  { caller }: Pick<AwsRequest, 'caller'>,
): Promise<void> {
  if (trail.isQuiet()) return;
  trail.current()?.note({ name, service });
  await faults.strike(service, name, caller);
}

/** Keeps what a request asks in the trail. */
export function recordInput({ trail }: Cloud, service: string, body: Uint8Array): void {
  const step = secretive.has(service) ? undefined : trail.current();
  if (step && body.length > 0) step.note({ input: payloadOf(body) });
}
