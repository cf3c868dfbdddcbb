import { verify, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSns } from './testing/start-sns.ts';

const signedFields = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];

/** Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages". */
async function isGenuine(notification: Record<string, string>): Promise<boolean> {
  const { SigningCertURL = '', Signature = '', SignatureVersion } = notification;
  const certificate = new X509Certificate(await (await fetch(SigningCertURL)).text());
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now());
  const text = signedFields
    .filter((name) => notification[name] !== undefined)
    .map((name) => `${name}\n${notification[name]}\n`)
    .join('');
  const algorithm = SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  return verify(algorithm, Buffer.from(text), certificate.publicKey, Buffer.from(Signature, 'base64'));
}

test.each(['1', '2'])('the certificate proves a signature of version %s', async (SignatureVersion) => {
  const { setTopic, subscribe, publish, createQueue, receive } = await startSns();
  const queue = await createQueue('inbox');
  await subscribe(queue.arn);
  await setTopic('SignatureVersion', SignatureVersion);
  await publish('ä "message"\nof two lines', { Subject: 'With a subject' });
  const notification = JSON.parse(await receive(queue.url));
  expect(notification).toMatchObject({ SignatureVersion });
  expect(await isGenuine(notification)).toBe(true);
  expect(await isGenuine({ ...notification, Message: 'forged' })).toBe(false);
});

test('the key is kept, so that old notifications can still be verified', async () => {
  const dataDir = await temporaryFolder();
  const first = await startSns({ dataDir });
  const queue = await first.createQueue('inbox');
  await first.subscribe(queue.arn);
  await first.publish('old');
  const old = JSON.parse(await first.receive(queue.url));
  await first.aws.close();
  const { aws } = await startSns({ dataDir });
  const SigningCertURL = old.SigningCertURL.replace(first.aws.endpoint, aws.endpoint);
  expect(await isGenuine({ ...old, SigningCertURL })).toBe(true);
  expect((await fetch(`${aws.endpoint}/_aws/sns/SimpleNotificationService-other.pem`)).status).toBe(404);
});
