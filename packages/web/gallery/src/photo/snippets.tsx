import { pictureParts } from '@darkroom/image-url';
import { useState } from 'preact/hooks';
import type { Photo } from '../api/photo.ts';
import { words } from '../words.ts';

/** Lines that show the photo on a page, to copy. */
export function Snippets({ photo }: { readonly photo: Photo }) {
  return (
    <>
      {snippetsOf(photo).map(({ name, code }) => (
        <Snippet key={name} name={name} code={code} />
      ))}
    </>
  );
}

function Snippet({ name, code }: { readonly name: string; readonly code: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div class="snippet">
      <h3>{name}</h3>
      <button
        type="button"
        aria-label={words.photo.copyOf(name)}
        onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
      >
        {isCopied ? words.photo.copied : words.photo.copy}
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre dir="ltr" tabIndex={0}>
        {code}
      </pre>
    </div>
  );
}

function snippetsOf(photo: Photo): readonly { readonly name: string; readonly code: string }[] {
  const { sources, img } = pictureParts(photo, { alt: photo.alt ?? '' });
  const { style: _, ...shown } = img;
  const image = `<img ${attributesOf(shown)}>`;
  const before = sources.map((source) => `  <source ${attributesOf(source)}>\n`).join('');
  const { width = 0, height = 0, id } = photo;
  const quoted = JSON.stringify(photo.alt ?? '');
  return [
    { name: '<img>', code: image },
    { name: '<picture>', code: `<picture>\n${before}  ${image}\n</picture>` },
    {
      name: 'Next.js',
      code: `<Image loader={darkroom} src="${id}" width={${width}} height={${height}} alt={${quoted}} />`,
    },
    { name: 'URL', code: shown.src || photo.url },
  ];
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join(' ');
}
