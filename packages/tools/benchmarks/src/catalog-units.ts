// What DynamoDB charges for an image from its announcement to the end of its processing.
import { randomUUID } from 'node:crypto';
import { createCatalog, createLedger, imageId, versionOf } from '@darkroom/catalog';
import { startCatalogTable } from './catalog-table.ts';

/** Units of one image with so many variants, its totals and its changes counted. */
export async function catalogUnits(files: number): Promise<{ write: number; read: number }> {
  const { client, tableName, consumed, close } = await startCatalogTable();
  const catalog = createCatalog({ client, tableName });
  const ledger = createLedger({ client, tableName, now: () => new Date() });
  const key = `uploads/${randomUUID()}/photo.jpg`;
  const id = imageId(key);
  const counted = () => ledger.settle([{ id, announced: [] }]);
  const arrival = {
    type: 'uploaded',
    key,
    eTag: randomUUID(),
    version: versionOf({ sequencer: '0055AED6DCD90281E5', eventTime: new Date() }),
  } as const;

  await counted(); // the totals' own row is there before the first image of most
  const before = { ...consumed };
  await catalog.announce(key);
  await counted();
  await catalog.begin(arrival);
  await counted();
  await catalog.finish(arrival, {
    original: {
      format: 'jpeg',
      width: 6000,
      height: 4000,
      pages: 1,
      hasAlpha: false,
      colourSpace: 'srgb',
      bytes: 8_000_000,
    },
    placeholder: { thumbHash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w', dominantColour: '#7b8794' },
    facts: { camera: 'NIKON D750', takenAt: '2026-05-01T12:00:00' },
    fingerprint: { sha256: randomUUID(), perceptualHash: 'a1b2c3d4e5f60718' },
    variants: Array.from({ length: files }, (_, index) => ({
      preset: `preset${index}`,
      format: 'webp' as const,
      contentType: 'image/webp',
      width: 1280,
      height: 853,
      bytes: 100_000,
      key: `${id}/A1/01234567/preset${index}.webp`,
    })),
    processingMs: 900,
  });
  await counted();
  await close();
  const write = consumed.writeUnits - before.writeUnits;
  return { write, read: consumed.units - before.units - write };
}
