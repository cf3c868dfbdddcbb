import type { Parameter } from '@darkroom/imaging';

/** `docs/transforms.md`. */
export function referenceOf(parameters: readonly Parameter[]): string {
  const rows = parameters.map(
    ({ name, range, byDefault, doc }) =>
      `| [\`${name}\`](#${name}) | ${doc} | ${escaped(range)} | ${byDefault} |`,
  );
  const pictures = parameters.map(
    ({ name, doc, range, byDefault, example }) =>
      `## ${name}\n\n${doc}\n\nValues: ${range}. Default: ${byDefault}.\n\n\`…/{id}/${example}\`\n\n![${name}](transforms/${name}.webp)`,
  );
  return [
    '# Transforms',
    'Written by `npx --yes pnpm docs:transforms` from [the table](../packages/core/imaging/src/transforms/table.ts). How addresses are built, signed and cached: [delivery](delivery.md).',
    'Parameters are joined by `-`, name and value by `_`: `…/{id}/fit_cover-h_200-w_200`. Their order does not matter. An extension (`.jpg`, `.png`, `.webp`, `.avif`, `.gif`) fixes the format; without one the browser gets the format that it likes best.',
    ['| parameter | what it does | values | default |', '|---|---|---|---|', ...rows].join('\n'),
    ...pictures,
    '',
  ].join('\n\n');
}

/** `transform.ts` of image-url. */
export function typesOf(parameters: readonly Parameter[]): string {
  const fields = parameters.map(
    ({ name, doc, type, range }) =>
      `  /** ${doc} ${range.replaceAll('`', '')}. */\n${declarationOf(name, `${type} | undefined`)}`,
  );
  return [
    '// Written by `npx --yes pnpm docs:transforms` from the table in core/imaging.',
    '',
    '/** The parameters of a transform; docs/transforms.md shows each. */',
    'export interface Transform {',
    ...fields,
    '}',
    '',
  ].join('\n');
}

/** As the formatter would write it. */
function declarationOf(name: string, type: string): string {
  const line = `  readonly ${name}?: ${type};`;
  if (line.length <= 110) return line;
  return [`  readonly ${name}?:`, ...type.split(' | ').map((one) => `    | ${one}`)].join('\n').concat(';');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
