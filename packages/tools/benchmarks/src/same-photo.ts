// What it costs to find the images that look like one of them, in catalogs of different sizes.
import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { createCatalog, dynamoTable, type ImageRecord, imageId } from '@darkroom/catalog';
import { type Consumed, startCatalogTable } from './catalog-table.ts';
import { hashesOfPictures } from './many-pictures.ts';
import { publish, table } from './report.ts';
import { median, timed } from './timings.ts';

const sizes = [1000, 10_000, 50_000];
const searches = 20;
const atOnce = 16;

const { client, tableName, consumed, close } = await startCatalogTable();
const catalog = createCatalog({ client, tableName });
const images = dynamoTable(client, tableName);

function record(perceptualHash: string): ImageRecord {
  const key = `uploads/${randomUUID()}/photo.jpg`;
  const at = new Date().toISOString();
  return {
    id: imageId(key),
    key,
    status: 'ready',
    version: 'A1',
    eTag: 'e',
    createdAt: at,
    updatedAt: at,
    fingerprint: { sha256: randomUUID(), perceptualHash },
    variants: ['thumb', 'small', 'medium', 'large'].map((preset) => ({
      preset,
      format: 'webp',
      contentType: 'image/webp',
      width: 1280,
      height: 853,
      bytes: 100_000,
      key: `${imageId(key)}/A1/01234567/${preset}.webp`,
    })),
  };
}

const consumedBy = async (work: () => Promise<unknown>): Promise<Consumed & { ms: number }> => {
  const before = { ...consumed };
  const ms = await timed(work);
  const since = (name: keyof Consumed) => consumed[name] - before[name];
  return { ms, requests: since('requests'), units: since('units'), writeUnits: since('writeUnits') };
};

const hashes = hashesOfPictures();
const stored: ImageRecord[] = [];
async function fillTo(size: number): Promise<number> {
  let units = 0;
  while (stored.length < size) {
    const batch: ImageRecord[] = [];
    while (batch.length < atOnce) batch.push(record(String((await hashes.next()).value)));
    units += (await consumedBy(() => Promise.all(batch.map((image) => images.replace(undefined, image)))))
      .units;
    stored.push(...batch);
  }
  return units;
}

const rows: string[][] = [];
let [written, unitsWritten] = [0, 0];
for (const size of sizes) {
  const before = stored.length;
  unitsWritten += await fillTo(size);
  written += stored.length - before;
  for (const distance of [5, 11]) {
    const costs: (Consumed & { ms: number; found: number })[] = [];
    for (let n = 0; n < searches; n++) {
      const image = stored[Math.floor((n / searches) * stored.length)];
      if (!image) continue;
      let found = 0;
      const cost = await consumedBy(async () => {
        found = (await catalog.near(image, { owner: undefined, distance, limit: 20 })).length;
      });
      costs.push({ ...cost, found });
    }
    const middle = (of: (cost: (typeof costs)[number]) => number) => median(costs.map(of));
    rows.push([
      stored.length.toLocaleString('en'),
      `near, distance ${distance}`,
      String(distance < 6 ? 6 : 70),
      middle(({ units }) => units).toFixed(1),
      Math.max(...costs.map(({ units }) => units)).toFixed(1),
      middle(({ ms }) => ms).toFixed(0),
    ]);
  }
  const scan = await consumedBy(async () => {
    for await (const _ of paginateScan({ client }, { TableName: tableName })); // reads, and compares nothing
  });
  const units = scan.units.toFixed(1);
  rows.push([
    stored.length.toLocaleString('en'),
    'a scan',
    String(scan.requests),
    units,
    units,
    scan.ms.toFixed(0),
  ]);
}
await close();

await publish(
  'same-photo',
  `## The same photo again

What \`GET /images?near={id}\` costs in a catalog of so many images, beside reading all of them. A read unit is what DynamoDB
charges for; each image that is found costs one more, up to \`limit\` (here 20). The hashes are those of pictures made of
windows of photographs. The figures are of ${searches} searches each, on the embedded cloud, whose capacity units are DynamoDB's
and whose times are not: one process answers all questions of a search, one after another. A question counts half a
unit at least, also if nothing answers it.

${table(['images', '', 'questions', 'read units, median', 'most', 'ms, median'], rows)}

Writing one image costs ${(unitsWritten / written).toFixed(1)} write units, seven of them for these indexes.`,
);
