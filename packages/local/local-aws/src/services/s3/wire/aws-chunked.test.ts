import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';

async function decode(pieces: AsyncIterable<Buffer>) {
  let trailers: ReadonlyMap<string, string> = new Map();
  const chunks: Buffer[] = [];
  for await (const chunk of decodeAwsChunked(pieces, (found) => (trailers = found))) chunks.push(chunk);
  return { payload: Buffer.concat(chunks), trailers: Object.fromEntries(trailers) };
}

/** The bytes in pieces of at most `size`, as a network may deliver them. */
async function* inPieces(bytes: Buffer, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

function encode(chunks: readonly Uint8Array[], extension: string, trailer: string): Buffer {
  const framed = [...chunks, Buffer.alloc(0)].map((chunk) =>
    Buffer.concat([
      Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`),
      chunk,
      Buffer.from(chunk.length === 0 ? '' : '\r\n'),
    ]),
  );
  return Buffer.concat([...framed, Buffer.from(`${trailer}\r\n`)]);
}

test('what was framed is decoded, however the network cuts it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 }),
      fc.constantFrom('', `;chunk-signature=${'0'.repeat(64)}`),
      fc.integer({ min: 1, max: 50 }),
      async (chunks, extension, size) => {
        const framed = encode(chunks, extension, 'x-amz-checksum-crc32: AAAAAA==\r\n');
        expect(await decode(inPieces(framed, size))).toEqual({
          payload: Buffer.concat(chunks),
          trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
        });
      },
    ),
  );
});

test.each(['', 'zz\r\n', '5\r\nab', '2\r\nabc\r\n0\r\n\r\n', '-1\r\n', `${'f'.repeat(9)}\r\n`])(
  '%j is an incomplete body',
  async (text) => {
    await expect(decode(inPieces(Buffer.from(text), 3))).rejects.toMatchObject({ code: 'IncompleteBody' });
  },
);
