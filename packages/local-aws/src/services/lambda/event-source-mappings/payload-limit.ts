/** Of an invocation that waits for its answer. Source: AWS Lambda quotas. */
const maximumBytes = 6 * 1024 * 1024;

const envelopeBytes = Buffer.byteLength('{"Records":[]}');

/** Counts the records of an event; `add` says no to the one that would make it too large, but never to the first. */
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
