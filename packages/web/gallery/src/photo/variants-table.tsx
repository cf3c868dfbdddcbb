import type { Photo } from '../api/photo.ts';
import { words } from '../words.ts';

/** Its pictures, with what each saves against the original. */
export function VariantsTable({ photo }: { readonly photo: Photo }) {
  const headings = [words.variant, words.format, words.pixelsColumn, words.size, words.photo.saved];
  return (
    <table>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {photo.variants.map((variant) => (
          <tr key={variant.url}>
            <td>
              <a href={variant.url} target="_blank" rel="noreferrer">
                {variant.preset}
              </a>
            </td>
            <td>{variant.format}</td>
            <td>
              <bdi>{words.pixels(variant.width, variant.height)}</bdi>
            </td>
            <td>{words.bytes(variant.bytes)}</td>
            <td>{savedOf(variant.bytes, photo.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function savedOf(bytes: number, original: number | undefined): string {
  if (!original) return '';
  return words.photo.percent(Math.round((1 - bytes / original) * 100));
}
