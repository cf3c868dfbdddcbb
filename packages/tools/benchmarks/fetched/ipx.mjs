// ipx, as its servers use it: each variant is asked for by itself.
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createIPX, ipxFSStorage } from 'ipx';

export async function make(file, folder, variants) {
  const ipx = createIPX({ storage: ipxFSStorage({ dir: dirname(file) }) });
  await Promise.all(
    variants.map(async ({ name, width, height, format, quality }) => {
      const size = height ? { resize: `${width}x${height}`, fit: 'cover' } : { width: `${width}` };
      const animated = file.endsWith('.gif') ? { animated: '' } : {};
      const picture = ipx(basename(file), { ...size, ...animated, format, quality: `${quality}` });
      const { data } = await picture.process();
      await writeFile(join(folder, name), data);
    }),
  );
}
