import { parameters } from '@darkroom/imaging/transforms';
import { isSigned } from '@darkroom/pipeline-config';
import type { App } from '../app-environment.ts';
import type { Dependencies } from '../dependencies.ts';
import { problems } from '../problem.ts';
import { idPattern, picture, storedFile } from './picture-address.ts';

const types = ['image/avif', 'image/webp', 'image/jpeg', 'image/png', 'image/gif'];
const bytes = Object.fromEntries(types.map((type) => [type, {}]));
/** Of a picture, wherever it comes from. */
const sent = {
  200: { description: 'The picture', content: bytes },
  206: { description: 'The `Range` of it that was asked for', content: bytes },
  304: { description: 'The client has it: its `If-None-Match` is the ETag' },
  416: { description: 'The picture has no such range' },
};

/** What a transform can say. An address has it as one text. */
const transform = {
  type: 'object' as const,
  description:
    'The parameters of a transform. In an address each is `{name}_{value}`, joined by `-` in any order: `fit_cover-h_200-w_200`.',
  additionalProperties: false,
  properties: Object.fromEntries(
    parameters.map(({ name, json, doc, range, byDefault }) => [
      name,
      { ...json, description: `${doc} Values: ${range}. Default: ${byDefault}.` },
    ]),
  ),
};

/** Says in the API's description what addresses of pictures there are. Another host serves them. */
export function describePictures(
  app: App,
  { config, deliveryUrl }: Pick<Dependencies, 'config' | 'deliveryUrl'>,
): void {
  const { openAPIRegistry: registry } = app;
  const signed = isSigned(config);
  const servers = [{ url: deliveryUrl, description: 'The delivery of pictures' }];
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    description: "The image's id",
    schema: { type: 'string', pattern: `^${idPattern}$` },
    example: '9f86d081884c7d659a2feaa0c55ad015',
  } as const;
  const signature = {
    name: 's',
    in: 'query',
    required: signed,
    description: `A signature, \`{key}.{mac}\` or \`{key}.{expires}.{mac}\`. ${
      signed ? 'Every picture needs one.' : 'Only transforms need one, and files that were made of them.'
    }`,
    schema: { type: 'string', pattern: '^[a-z0-9]{1,16}\\.([1-9][0-9]{0,10}\\.)?[A-Za-z0-9_-]{22}$' },
  } as const;

  registry.registerComponent('schemas', 'Transform', transform);
  registry.registerPath({
    method: 'get',
    path: '/{id}/{picture}',
    summary: 'A picture of the newest version',
    description:
      'Lasting. Without an extension the `Accept` header decides between AVIF, WebP and JPEG, or PNG and GIF where those would lose transparency or motion.',
    servers,
    parameters: [id, picture(config, signed), signature],
    responses: {
      ...sent,
      200: {
        description: 'The picture, or a grey one (SVG) for an image that is still being processed',
        content: { ...bytes, 'image/svg+xml': {} },
      },
      202: { description: 'Still being processed, for clients that send `Prefer: respond-async`' },
      302: { description: 'To the stored file of a picture of more than 6 MB' },
      ...problems(400, 403, 404, 410, 503),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/v/{id}/{version}/{folder}/{file}',
    summary: 'One stored file, which never changes',
    description: 'The `url` of a variant: `/v/` and its key in the variants bucket.',
    servers,
    parameters: [id, ...storedFile, signature],
    responses: { ...sent, ...problems(403, 404) },
  });
}
