/** For a synchronous invocation. Source: AWS Lambda quotas. */
const maximumBytes = 6 * 1024 * 1024;

const envelopeBytes = Buffer.byteLength('{"Records":[]}');

/** Counts the records of an event. `add` refuses a record that would make it too large, but never the first. */
export function createPayloadMeter() {
  let bytes = envelopeBytes;
  let records = 0;
  return {
    add(record: object): boolean {
      const size = Buffer.byteLength(JSON.stringify(record)) + 1;
      if (records > 0 && bytes + size > maximumBytes) return false;
      bytes += size;
      records += 1;
      return true;
    },
  };
}

/** Splits items into as many batches as their records need. */
export function splitByPayload<Item>(items: readonly Item[], recordOf: (item: Item) => object): Item[][] {
  const batches: Item[][] = [];
  let batch: Item[] = [];
  let payload = createPayloadMeter();
  for (const item of items) {
    if (!payload.add(recordOf(item))) {
      batches.push(batch);
      batch = [];
      payload = createPayloadMeter();
      payload.add(recordOf(item));
    }
    batch.push(item);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
