import type { Catalog, ImageRecord, Reprocess, Statistics } from '@darkroom/catalog';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { Addresses } from './addresses.ts';
import type { GalleryFiles } from './gallery/gallery-files.ts';
import type { SignableRequest } from './uploads/sign-upload-request.ts';

/** A form with which a browser can upload an image straight to S3. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the API needs from outside. */
export interface Dependencies {
  readonly config: Pick<PipelineConfig, 'auth' | 'delivery' | 'limits' | 'presets' | 'uploads'>;
  readonly catalog: Catalog;
  /** An owner's running totals, or those of all images without owners. */
  statistics(owner: string | undefined): Promise<Statistics>;
  /** A form for exactly this key, type and number of bytes. */
  uploadForm(upload: { key: string; contentType: string; bytes: number }): Promise<UploadForm>;
  /** The URL of one request of an upload in parts. */
  signUploadRequest(request: SignableRequest): Promise<string>;
  /** Where pictures are served, on another host. */
  readonly deliveryUrl: string;
  /** The addresses of an image's pictures. */
  addresses(id: string): Promise<Addresses>;
  /** The address of a transform, signed; undefined if there is no key to sign with. */
  transformAddress(id: string, transform: string, extension?: string): Promise<string | undefined>;
  deleteOriginal(image: Pick<ImageRecord, 'key'>): Promise<void>;
  /** Sends an image to process-upload again; resolves when Lambda has accepted it. */
  reprocess(request: Reprocess): Promise<void>;
  readonly gallery: GalleryFiles;
  /** The API's region; a page that signs its requests names it. */
  readonly region: string;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    error(message: string, error: Error): void;
  };
}
