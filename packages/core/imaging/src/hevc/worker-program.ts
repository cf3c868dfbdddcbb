/**
 * The program of the worker that decodes one picture, in JavaScript: as a text it runs from TypeScript, from compiled files
 * and from a function's single file alike. Of libheif it calls what `libheif.d.ts` declares.
 */
export const workerProgram = `
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { parentPort, workerData } = require('node:worker_threads');
const { importedFrom, bytes, tiles, hasAlpha } = workerData;
console.log = () => {}; // libheif's own words come back as errors

const { resolve } = createRequire(importedFrom);
const heif = require(resolve('libheif-js/libheif-wasm/libheif.js'))({
  wasmBinary: exact(readFileSync(resolve('libheif-js/libheif-wasm/libheif.wasm'))),
});

// Built for JavaScript, libheif has libde265 leave out HEVC's filters, to be fast, and blocks are seen (its
// decoder_libde265.cc). Its calls for that, "i32.const 7 or 8, i32.const 1, call", here set parameter 6 instead: of a
// damaged stream there is no picture (libde265's de265.h).
function exact(wasm) {
  for (const filter of [7, 8]) {
    const call = Buffer.from([0x41, filter, 0x41, 1, 0x10]);
    for (let at = wasm.indexOf(call); at >= 0; at = wasm.indexOf(call, at)) wasm[at + 1] = 6;
  }
  return wasm;
}

try {
  const context = heif.heif_context_alloc();
  check(heif.heif_context_read_from_memory(context, bytes));
  const handle = check(heif.heif_js_context_get_primary_image_handle(context));
  const chroma = heif.heif_chroma[hasAlpha ? 'heif_chroma_interleaved_RGBA' : 'heif_chroma_interleaved_RGB'];
  const { channels } = check(
    heif.heif_js_decode_image2(handle, heif.heif_colorspace.heif_colorspace_RGB, chroma),
  );
  const picture = channels.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
  if (tiles.length > 0 && mayHaveHole(picture)) tiles.forEach((id) => checkTile(context, id));
  give(picture);
} catch (error) {
  parentPort.postMessage({ message: String(error.message).trim() });
}

function check(answer) {
  if (answer && (!answer.code || answer.code === heif.heif_error_code.heif_error_Ok)) return answer;
  throw new Error(answer?.message ?? 'it cannot be decoded');
}

// libheif leaves damaged tiles out, and there is a hole: its Y, Cb and Cr are 0, which is a green.
function mayHaveHole({ width, height, stride, data }) {
  for (let y = 0; y < height; y += 8) {
    for (let at = y * stride; at < y * stride + width * (hasAlpha ? 4 : 3); at += hasAlpha ? 32 : 24)
      if (data[at] === 0 && data[at + 2] === 0 && data[at + 1] > 60 && data[at + 1] < 150) return true;
  }
  return false;
}

// Of a damaged tile by itself there is an error.
function checkTile(context, id) {
  const tile = check(heif.heif_js_context_get_image_handle(context, id));
  check(
    heif.heif_js_decode_image2(
      tile,
      heif.heif_colorspace.heif_colorspace_undefined,
      heif.heif_chroma.heif_chroma_undefined,
    ),
  );
}

function give({ width, height, stride, data }) {
  const row = width * (hasAlpha ? 4 : 3);
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) pixels.set(data.subarray(y * stride, y * stride + row), y * row);
  parentPort.postMessage({ pixels, width, height }, [pixels.buffer]);
}
`;
