import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** CloudFront's quota ("Quotas on CloudFront Functions"). */
const maxBytes = 10_240;

/** A viewer function that CloudFront would refuse. */
export class ViewerFunctionTooLarge extends Error {
  readonly code = 'ViewerFunctionTooLarge';
  constructor(bytes: number) {
    super(
      `The viewer function has ${bytes} bytes, CloudFront takes ${maxBytes}: name fewer delivery.widths.`,
    );
    this.name = 'ViewerFunctionTooLarge';
  }
}

/** The code of the viewer function for a configuration. Throws `ViewerFunctionTooLarge`. */
export async function viewerFunction(settings: {
  signed: boolean;
  widths: readonly number[];
}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [
      fileURLToPath(
        new URL(import.meta.url.endsWith('.ts') ? './handler.ts' : '../src/handler.ts', import.meta.url),
      ),
    ],
    bundle: true,
    format: 'esm',
    // What runtime 2.0 has beyond ES 5.1: const and let, arrow functions, template literals, async functions.
    target: 'es2017',
    supported: {
      'object-extensions': false,
      destructuring: false,
      'for-of': false,
      class: false,
      'default-argument': false,
      'template-literal': false, // Terraform would take `${` for its own
    },
    conditions: ['@darkroom/source'],
    external: ['cloudfront', 'crypto'],
    alias: { 'node:crypto': 'crypto' },
    define: { DARKROOM: JSON.stringify(settings) },
    minifyWhitespace: true,
    minifySyntax: false,
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  // CloudFront looks for a function of this name, and knows no export.
  const code = (file?.text ?? '').replace(/export\s*\{[^}]*\};?\s*$/, '');
  const bytes = Buffer.byteLength(code);
  if (bytes > maxBytes) throw new ViewerFunctionTooLarge(bytes);
  return code;
}
