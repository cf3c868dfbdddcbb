import type { Photo } from '../api/photo.ts';
import { words } from '../words.ts';

/** What the original's file says: the camera, and whose the photo is. */
export function FactsList({ photo }: { readonly photo: Photo }) {
  const { facts = {}, width, height, format, bytes } = photo;
  const { exposure = {} } = facts;
  const { photo: say } = words;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      say.original,
      width && height && bytes
        ? `${words.pixels(width, height)} · ${format ?? ''} · ${words.bytes(bytes)}`
        : undefined,
    ],
    [say.takenAt, facts.takenAt?.replace('T', ' ')],
    [say.camera, facts.camera],
    [say.lens, facts.lens],
    [say.exposure, exposureOf(exposure)],
    [say.creator, facts.creators?.join(', ')],
    [say.credit, facts.credit],
    [say.copyright, facts.copyright],
    [say.usageTerms, facts.usageTerms],
    [say.digitalSource, facts.digitalSourceType],
    [say.description, facts.description],
  ];
  return (
    <dl>
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function exposureOf({
  seconds,
  fNumber,
  iso,
  focalLengthMm,
}: NonNullable<NonNullable<Photo['facts']>['exposure']>) {
  const parts = [
    seconds && words.photo.seconds(seconds < 1 ? `1/${Math.round(1 / seconds)}` : `${seconds}`),
    fNumber && words.photo.aperture(fNumber),
    iso && words.photo.sensitivity(iso),
    focalLengthMm && words.photo.focalLength(focalLengthMm),
  ];
  return parts.filter(Boolean).join(' · ');
}
