import { Readable } from 'node:stream';
import busboy from 'busboy';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../errors.ts';
import type { S3Call } from '../operation.ts';

const maxFieldBytes = 20 * 1024;

/** A browser upload as it came, `multipart/form-data`: the fields before the file, then the file's bytes. */
export interface UploadForm {
  /** By lower-case name, `${filename}` filled in. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Readable;
}

/** Resolves when the file's bytes begin; what follows the file is ignored, as S3 does. */
export function readForm({ request }: S3Call): Promise<UploadForm> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = Object.create(null);
    let file: Readable | undefined;

    const begin = (bytes: Readable, filename: string) => {
      if (file) return bytes.resume();
      file = bytes;
      const filled = Object.entries(fields).map(([name, value]) => [
        name,
        name === 'policy' ? value : value.replace(/\$\{filename\}/g, () => filename),
      ]);
      return resolve({ fields: Object.fromEntries(filled), file: bytes });
    };
    const fail = (error: unknown) => {
      const fault = malformed(error);
      file?.destroy(fault);
      reject(fault);
    };

    try {
      const parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { fieldSize: maxFieldBytes, files: 1 },
      });
      parser.on('field', (name, value, { valueTruncated }) => {
        if (valueTruncated) fail(tooLong());
        // A file without a filename is a plain field to the parser.
        else if (name === 'file') begin(Readable.from([Buffer.from(value)]), '');
        else if (!file) fields[name.toLowerCase()] = value;
      });
      parser.on('file', (_name, bytes, { filename }) => begin(bytes, filename ?? ''));
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
