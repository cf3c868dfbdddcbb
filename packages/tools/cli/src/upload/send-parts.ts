import { openAsBlob } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Api, PartsRequest } from '../api/open-api.ts';
import { patiently } from '../api/patient-fetch.ts';
import { CliError } from '../errors.ts';

/** As the API signs them; every part but the last. */
export const partBytes = 8 * 1024 ** 2;

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Part' });
const begunSchema = z.object({ InitiateMultipartUploadResult: z.object({ UploadId: z.string() }) });
const partSchema = z.object({ PartNumber: z.coerce.number(), ETag: z.string() });
const partsSchema = z.object({
  ListPartsResult: z.object({
    Part: z.array(partSchema).default([]),
  }),
});
const errorSchema = z.object({ Error: z.object({ Code: z.string() }) });

type Part = z.output<typeof partSchema>;

/**
 * Sends a file in parts, and only those that are not there. S3 keeps parts over an interruption, so that the next run with
 * the same `uploadId` goes on. `began` gets the id of a new upload, and `sent` the bytes of each part that is there. Throws
 * `CliError` if S3 refuses.
 */
export async function sendInParts(
  file: string,
  { id, uploadId: begun }: { readonly id: string; readonly uploadId?: string | undefined },
  {
    api,
    signal,
    began,
    sent = () => {},
  }: {
    api: Pick<Api, 'signUpload'>;
    signal: AbortSignal;
    began: (uploadId: string) => void;
    sent?: ((bytes: number) => void) | undefined;
  },
): Promise<void> {
  const blob = await openAsBlob(file);
  const send = (request: PartsRequest, body?: Blob | string) => ask(id, request, { api, signal, body });
  let uploadId = begun;
  if (uploadId === undefined) {
    const answer = begunSchema.parse(parser.parse(await (await send({ method: 'POST' })).text()));
    uploadId = answer.InitiateMultipartUploadResult.UploadId;
    began(uploadId);
  }
  const there = begun === undefined ? [] : await partsOf(uploadId, send);
  const parts: Part[] = [];
  for (let number = 1; (number - 1) * partBytes < blob.size; number++) {
    const known = there.find(({ PartNumber }) => PartNumber === number);
    const bytes = blob.slice((number - 1) * partBytes, number * partBytes);
    const ETag = known?.ETag ?? (await sendPart(uploadId, number, bytes, send));
    parts.push({ PartNumber: number, ETag });
    sent(bytes.size);
  }
  await complete(uploadId, parts, send);
}

type Send = (request: PartsRequest, body?: Blob | string) => Promise<Response>;

async function ask(
  id: string,
  request: PartsRequest,
  {
    api,
    signal,
    body,
  }: { api: Pick<Api, 'signUpload'>; signal: AbortSignal; body: Blob | string | undefined },
): Promise<Response> {
  const { url, headers } = await api.signUpload(id, request);
  const { method } = request;
  const answer = await patiently(
    () => fetch(url, { method, headers, signal, ...(body && { body }) }),
    signal,
  );
  if (answer.ok) return answer;
  throw refusal(answer.status, await answer.text());
}

async function sendPart(uploadId: string, partNumber: number, bytes: Blob, send: Send): Promise<string> {
  const answer = await send({ method: 'PUT', uploadId, partNumber }, bytes);
  const eTag = answer.headers.get('etag');
  if (eTag !== null) return eTag;
  throw new CliError('NotStored', `S3 did not confirm part ${partNumber}. Run the command again.`);
}

/** One page has a thousand parts, and no image has more: that would be 8 GB. */
async function partsOf(uploadId: string, send: Send): Promise<readonly Part[]> {
  const answer = await send({ method: 'GET', uploadId });
  return partsSchema.parse(parser.parse(await answer.text())).ListPartsResult.Part;
}

/** S3 may answer 200 and say in the body that it failed (Amazon S3 API Reference, "CompleteMultipartUpload"). */
async function complete(uploadId: string, parts: readonly Part[], send: Send): Promise<void> {
  const listed = parts.map(
    ({ PartNumber, ETag }) => `<Part><PartNumber>${PartNumber}</PartNumber><ETag>${ETag}</ETag></Part>`,
  );
  const answer = await send(
    { method: 'POST', uploadId },
    `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`,
  );
  const text = await answer.text();
  if (errorSchema.safeParse(parser.parse(text)).success) throw refusal(answer.status, text);
}

function refusal(status: number, text: string): CliError {
  const error = errorSchema.safeParse(parser.parse(text));
  const code = error.success ? error.data.Error.Code : 'NotStored';
  return new CliError(code, `S3 answered ${status} ${code}. Run the command again.`);
}
