// DynamoDB's sequence numbers have 21 to 40 digits; with a fixed length, string order is their order.
const first = 10n ** 20n;

/** The sequence number of the `count`-th record. */
export function sequenceNumber(count: bigint): string {
  return String(first + count);
}

export function countOf(sequenceNumber: string): bigint {
  return BigInt(sequenceNumber) - first;
}
