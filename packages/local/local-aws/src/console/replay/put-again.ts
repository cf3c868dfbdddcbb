import { z } from 'zod';
import { readXml } from '../../protocol/xml.ts';
import type { Span } from '../../trail/span.ts';
import { type Aws, contentOf } from '../aws.ts';
import type { ConsoleContext } from '../context.ts';
import { listed } from '../listed.ts';

const kept = /^(content-(type|encoding|disposition|language|length)|cache-control|expires|x-amz-meta-.*)$/;
const tagging = z.object({
  Tagging: z.object({
    TagSet: z.preprocess(
      (value) => (value === '' ? {} : value),
      z.object({ Tag: listed(z.object({ Key: z.string(), Value: z.coerce.string() })) }),
    ),
  }),
});

/**
 * Puts an object once more as it is now, because the trail does not keep what was uploaded. Undefined if the trail does not
 * know which object it was.
 */
export function putAgain(
  { aws, cloud }: ConsoleContext,
  { id, target }: Span,
): (() => Promise<unknown>) | undefined {
  // Of a form or another host, only the event tells the object.
  const event = cloud.trail
    .spans()
    .find(({ service, kind, causes }) => service === 's3' && kind === 'event' && causes.includes(id));
  const path = event?.target === undefined ? target : pathOf(event.target);
  if (path === undefined || !/^\/[^/]+\/./.test(path)) return undefined;
  return async () => {
    const { headers = {}, body } = await aws.rest('s3', { method: 'GET', path });
    const same = Object.entries(headers).flatMap(([name, value]) =>
      kept.test(name) ? [[name, String(value)] as const] : [],
    );
    const tags = await tagsOf(aws, path);
    await aws.rest('s3', {
      method: 'PUT',
      path,
      headers: { ...Object.fromEntries(same), ...(tags === '' ? {} : { 'x-amz-tagging': tags }) },
      ...(body === undefined ? {} : { body }),
    });
  };
}

function pathOf(object: string): string {
  return `/${object.split('/').map(encodeURIComponent).join('/')}`;
}

/** As the header of an upload has them. */
async function tagsOf(aws: Aws, path: string): Promise<string> {
  const answer = await contentOf(await aws.rest('s3', { method: 'GET', path, query: { tagging: '' } }));
  const { TagSet } = tagging.parse(readXml(answer.toString('utf8'))).Tagging;
  return new URLSearchParams(Object.fromEntries(TagSet.Tag.map(({ Key, Value }) => [Key, Value]))).toString();
}
