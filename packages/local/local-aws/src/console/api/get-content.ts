import { objectInput, objectPath, versionQuery } from '../object-path.ts';
import { RawAnswer } from '../raw-answer.ts';
import { route } from '../route.ts';

/** An object's bytes. No browser runs what is in them. */
export const getContent = route({
  method: 'GET',
  path: '/buckets/{bucket}/content',
  input: objectInput,
  async run(input, { aws }) {
    const request = { method: 'GET', path: objectPath(input), query: versionQuery(input) };
    const { status, headers = {}, body } = await aws.rest('s3', request);
    const type = headers['content-type'] ?? 'application/octet-stream';
    return new RawAnswer({
      status,
      headers: { 'content-type': type, 'content-security-policy': 'sandbox', 'cache-control': 'no-store' },
      ...(body === undefined ? {} : { body }),
    });
  },
});
