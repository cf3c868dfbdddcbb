/** The program of the worker that decodes one picture with jxl-oxide; a text, as for HEVC (`hevc/worker-program.ts`). */
export const workerProgram = `
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');
const { importedFrom, bytes, maxBytes } = workerData;
console.error = () => {}; // a panic's words

decode().then(
  (png) => parentPort.postMessage({ png }, [png.buffer]),
  (error) => parentPort.postMessage({ message: messageOf(error) }),
);

async function decode() {
  const folder = dirname(createRequire(importedFrom).resolve('jxl-oxide-wasm/package.json'));
  const { initSync, JxlImage } = await import(pathToFileURL(join(folder, 'jxl_oxide_wasm.js')).href);
  initSync({ module: withMost(readFileSync(join(folder, 'jxl_oxide_wasm_bg.wasm'))) });
  const image = new JxlImage();
  image.feedBytes(bytes);
  if (!image.tryInit() || !image.loaded) throw new Error('it is cut off');
  return image.render(0).encodeToPng();
}

// Whether its memory was at its end, or it found itself to be wrong, WebAssembly does not always say.
function messageOf(error) {
  const message = String(error?.message ?? error).trim();
  const stopped = error instanceof WebAssembly.RuntimeError || /out of memory/i.test(message);
  return stopped ? 'it needs more than a picture of its size' : message;
}

// The module's memory has no limit: the section of memories (5) gets one, in pages of 64 KB (WebAssembly, 5.5.8).
function withMost(wasm) {
  for (let at = 8; at < wasm.length; ) {
    const [size, start] = numberAt(wasm, at + 1);
    const end = start + size;
    if (wasm[at] === 5) {
      const [least] = numberAt(wasm, start + 2);
      const limits = [1, 1, ...numberOf(least), ...numberOf(Math.max(least, Math.ceil(maxBytes / 65536)))];
      const section = Buffer.from([5, ...numberOf(limits.length), ...limits]);
      return Buffer.concat([wasm.subarray(0, at), section, wasm.subarray(end)]);
    }
    at = end;
  }
  throw new Error('jxl-oxide has no memory');
}

// LEB128
function numberAt(wasm, at) {
  let value = 0;
  for (let shift = 1; ; shift *= 128) {
    value += (wasm[at] & 127) * shift;
    if (wasm[at++] < 128) return [value, at];
  }
}

function numberOf(value) {
  return value < 128 ? [value] : [(value % 128) + 128, ...numberOf(Math.floor(value / 128))];
}
`;
