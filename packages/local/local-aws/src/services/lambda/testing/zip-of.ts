import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

type Content = string | Buffer | { readonly linkTo: string };

/** A zip of files by their names, set after set; `bootstrap` is executable. */
export async function zipOf(...sets: Readonly<Record<string, Content>>[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of sets.flatMap((files) => Object.entries(files))) {
    if (typeof content === 'object' && 'linkTo' in content)
      zip.addBuffer(Buffer.from(content.linkTo), name, { mode: 0o120777 });
    else zip.addBuffer(Buffer.from(content), name, { mode: name === 'bootstrap' ? 0o100755 : 0o100644 });
  }
  zip.end();
  return buffer(zip.outputStream);
}
