import type { ImageRecord } from '@darkroom/catalog';
import { type Address, parseAddress } from '@darkroom/image-url';
import { authorize } from './authorize.ts';
import type { Call, Dependencies } from './dependencies.ts';
import { findImage } from './find-image.ts';
import { inTheMaking } from './in-the-making.ts';
import { makeOnDemand } from './make-on-demand.ts';
import { type Picture, pictureOf } from './picture.ts';
import { Problem } from './problem.ts';
import { answer, lastingPolicy, notModified, redirectToStored, storedPolicy } from './respond.ts';

/** Bytes that stream at full speed from a function's URL ("Lambda response streaming quotas"). */
const maxStreamedBytes = 6 * 1024 ** 2;

/** The story of one request. Throws a `Problem` for what is not served. */
export async function serve(call: Call, dependencies: Dependencies): Promise<Response> {
  const { request } = call;
  const url = new URL(request.url);
  const address = parseAddress(url.pathname);
  if (!address) throw new Problem(404, 'NotFound', `There is no picture at ${url.pathname}.`);
  await authorize(address, tokenOf(request, url), dependencies.access, dependencies.now());
  if (address.kind === 'stored') return serveStored(address.key, request, dependencies);

  const image = await findImage(dependencies.catalog, address.id);
  const picture = pictureOf(address, image, request.headers.get('accept') ?? '', dependencies);
  if (picture === 'in the making') return inTheMaking(request);
  const answerWith = (each: Picture) => servePicture(each, image, call, { address, ...dependencies });
  return answerWith(picture).catch((error) => {
    const isBeyondUs = error instanceof Problem && error.status === 400;
    if (!picture.instead || !isBeyondUs) throw error;
    return answerWith(picture.instead);
  });
}

async function servePicture(
  picture: Picture,
  image: ImageRecord,
  call: Call,
  dependencies: Dependencies & { readonly address: Address },
): Promise<Response> {
  const { request } = call;
  const policy = lastingPolicy(picture, image, dependencies);
  if (policy.matches(request)) return notModified(policy);
  const found =
    picture.recipe === undefined
      ? await dependencies.variants.get(picture.key, { range: policy.rangeOf(request) })
      : await makeOnDemand(picture, image, call, { ...dependencies, range: policy.rangeOf(request) });
  // An event that came in between has taken it away.
  if (found === 'missing' || found === 'in the making') return inTheMaking(request);
  if (found !== 'unsatisfiable' && found.wholeBytes > maxStreamedBytes) {
    await found.body.cancel();
    return redirectToStored(picture.key, await dependencies.sign(image.id, picture.scope), policy);
  }
  return answer(found, policy);
}

/** A file by its own key, which never means another. */
async function serveStored(key: string, request: Request, dependencies: Dependencies): Promise<Response> {
  const policy = storedPolicy(key, dependencies);
  const found = await dependencies.variants.get(key, { range: policy.rangeOf(request) });
  // First: whoever asks whether its copy is still good learns that the picture was deleted.
  if (found === 'missing') throw new Problem(404, 'NotFound', 'This picture is not, or no longer, stored.');
  if (isFailover(request, dependencies.delivery)) dependencies.missedByCloudFront(key);
  if (!policy.matches(request)) return answer(found, policy);
  if (found !== 'unsatisfiable') await found.body.cancel();
  return notModified(policy);
}

/** Our CloudFront asks S3 first for a file, and this function only where S3 refused or had nothing. */
function isFailover(request: Request, { cloudFront }: Dependencies['delivery']): boolean {
  return cloudFront && request.headers.has('x-amz-cf-id');
}

/** CloudFront's function moves the signature into a header, so that its cache does not know it. */
function tokenOf(request: Request, url: URL): string | undefined {
  return request.headers.get('x-darkroom-signature') ?? url.searchParams.get('s') ?? undefined;
}
