import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import busboy from 'busboy';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, preconditionFailed } from '../errors.ts';
import type { S3Call } from '../operation.ts';

const maxFieldBytes = 20 * 1024;

/** A browser upload as sent, `multipart/form-data`: the fields before the file, then the file's bytes. */
export interface UploadForm {
  /** By lower-case name, `${filename}` filled in. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Readable;
}

/** Resolves when the file's bytes begin. Like S3, it ignores what follows the file. */
export function readForm({ request }: S3Call): Promise<UploadForm> {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
    throw preconditionFailed('Bucket POST must be of the enclosure-type multipart/form-data');
  return new Promise((resolve, reject) => {
    const fields = new Map<string, Promise<string>>();
    let file: Readable | undefined;

    const begin = (bytes: Readable, filename: string) => {
      file = bytes;
      bytes.on('error', () => undefined); // whoever reads it is told; until then nobody listens
      fillIn(fields, filename).then((filled) => resolve({ fields: filled, file: bytes }), fail);
    };
    const fail = (error: unknown) => {
      const fault = malformed(error);
      file?.destroy(fault);
      reject(fault);
    };
    const keep = (name: string, value: Promise<string>) => {
      value.catch(fail);
      fields.set(name.toLowerCase(), value);
    };

    try {
      const parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { fieldSize: maxFieldBytes },
      });
      // The name tells which part is the file: some clients give every part a filename, and some give the file none.
      parser.on('field', (name, value, { valueTruncated }) => {
        if (file) return;
        if (valueTruncated) fail(tooLong());
        else if (name === 'file') begin(Readable.from([Buffer.from(value)]), '');
        else keep(name, Promise.resolve(value));
      });
      parser.on('file', (name, bytes, { filename }) => {
        if (file) bytes.resume();
        else if (name === 'file') begin(bytes, filename ?? '');
        else keep(name, readText(bytes));
      });
      parser.on('error', fail);
      parser.on('close', () => {
        if (!file) fail(invalidArgument('POST requires exactly one file upload per request.', 'file', '0'));
      });
      request.body.on('error', fail).on('aborted', () => fail(new Error('aborted')));
      request.body.pipe(parser);
    } catch (error) {
      fail(error);
    }
  });
}

async function fillIn(
  fields: ReadonlyMap<string, Promise<string>>,
  filename: string,
): Promise<Record<string, string>> {
  const filled: Record<string, string> = Object.create(null);
  for (const [name, value] of fields) {
    const text = await value;
    filled[name] = name === 'policy' ? text : text.replace(/\$\{filename\}/g, () => filename);
  }
  return filled;
}

async function readText(part: Readable): Promise<string> {
  const bytes = await buffer(part);
  if (bytes.length > maxFieldBytes) throw tooLong();
  return bytes.toString('utf8');
}

function malformed(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  return new AwsError(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}

function tooLong(): AwsError {
  return new AwsError(
    'MaxPostPreDataLengthExceeded',
    'Your POST request fields preceding the upload file were too large.',
  );
}
