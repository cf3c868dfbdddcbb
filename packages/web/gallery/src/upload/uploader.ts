import AwsS3 from '@uppy/aws-s3';
import Uppy, { type UppyFile } from '@uppy/core';
import GoldenRetriever from '@uppy/golden-retriever';
import { ApiError } from '../api/api-error.ts';
import { isReached } from '../api/call-api.ts';
import { deletePhoto } from '../api/photo.ts';
import { signUpload, type UploadRequest } from '../api/uploads.ts';
import { credentials } from '../sign-in/credentials.ts';
import { words } from '../words.ts';
import { type Announcement, announce } from './announce.ts';
import { cancelledBefore, noteCancelled, noteChosen } from './cancelled.ts';
import { contentTypeOf } from './content-type.ts';
import { type Outcome, watchProcessing } from './processing.ts';
import { type Upload, type UploadState, uploads } from './uploads.ts';

/** What is kept of a file beside Uppy's own state, also over a reload. */
interface FileMeta {
  readonly announcement?: Announcement;
  readonly outcome?: Outcome | undefined;
  /** Why it stopped. */
  readonly sentence?: string | undefined;
  /** What it waits for, if it goes on by itself. */
  readonly waitsFor?: 'network' | 'signIn' | undefined;
  readonly [name: string]: unknown;
}

type Body = Record<string, unknown>;
type File_ = UppyFile<FileMeta, Body>;

const together = 4;
const partBytes = 8 * 1024 ** 2; // as the API signs them
const imagesByKey = new Map<string, string>();
const announcing = new Map<string, Promise<Announcement>>(); // by file

type SignRequest = Extract<ConstructorParameters<typeof AwsS3>[1], { signRequest: unknown }>['signRequest'];
type PresignableRequest = Parameters<SignRequest>[0];

const silent = { debug() {}, warn() {}, error() {} }; // each file's card says what people should know

const uppy = new Uppy<FileMeta, Body>({ id: 'darkroom', logger: silent, onBeforeFileAdded: () => true })
  .use(AwsS3, {
    limit: together,
    shouldUseMultipart: ({ size }) => (size ?? 0) > partBytes,
    getChunkSize: () => partBytes,
    generateObjectKey: ({ id }) => id, // the API chooses the key; this says which file is meant
    signRequest: sign,
  })
  .use(GoldenRetriever); // keeps files up to 10 MB, 300 MB of them, over a reload

uppy.on('state-update', show);
uppy.on('upload-success', (file) => file && process(file.id));
uppy.on('upload-error', (file, error) => {
  if (!file) return;
  const sentence = error instanceof ApiError ? whyNotAccepted(error) : words.notSent;
  uppy.setFileMeta(file.id, { sentence, waitsFor: whatEnds(error) });
});
uppy.on('restored', goOn);
addEventListener('online', () => startThoseThatWaitFor('network'));
isReached.subscribe((isBack) => isBack && startThoseThatWaitFor('network'));
credentials.subscribe(() => startThoseThatWaitFor('signIn'));

function startThoseThatWaitFor(what: FileMeta['waitsFor']): void {
  for (const { id, error, meta } of uppy.getFiles()) if (error && meta.waitsFor === what) start(id);
}

function whatEnds(error: Error): FileMeta['waitsFor'] {
  if (!(error instanceof ApiError)) return 'network';
  return error.code === 'SignIn' ? 'signIn' : undefined;
}

/** Announces a file before its first request to S3, and has the API sign every other one. */
async function sign(request: PresignableRequest) {
  const uploadId = 'uploadId' in request ? request.uploadId : undefined;
  if (uploadId !== undefined) return signUpload(imageOf(request.key), partRequest(request, uploadId));
  const file = uppy.getFile(request.key);
  const announced = announce(file, file.meta.announcement);
  announcing.set(file.id, announced);
  const announcement = await announced;
  if (announcing.get(file.id) !== announced) throw new Error(words.cancelled);
  announcing.delete(file.id);
  uppy.setFileMeta(file.id, { announcement });
  if (announcement.form === undefined) throw new Error(words.known);
  imagesByKey.set(announcement.key ?? '', announcement.imageId);
  return request.method === 'POST' ? signUpload(announcement.imageId, { method: 'POST' }) : announcement.form;
}

function partRequest(request: PresignableRequest, uploadId: string): UploadRequest {
  if (request.method !== 'PUT') return { method: request.method, uploadId };
  return { method: 'PUT', uploadId, partNumber: 'partNumber' in request ? request.partNumber : 1 };
}

/** Requests about parts know only the key that the API chose; one that aborts comes after the file is gone. */
function imageOf(key: string): string {
  const known = uppy.getFiles().find(({ meta }) => meta.announcement?.key === key);
  return known?.meta.announcement?.imageId ?? imagesByKey.get(key) ?? '';
}

/** Adds files that were checked, and begins. */
export function addFiles(files: readonly File[]): void {
  for (const file of files) {
    const { name, size } = file;
    const interrupted = uppy.getFiles().find((one) => one.isGhost && one.name === name && one.size === size);
    if (interrupted) {
      // Uppy tells files apart by their time, too, which not every file chooser keeps.
      uppy.setFileState(interrupted.id, { isGhost: false, data: file });
      start(interrupted.id);
      continue;
    }
    const id = uppy.addFile({ name, type: contentTypeOf(file), data: file, source: 'page' });
    noteChosen(id);
    start(id);
  }
}

/** Begins, or tries again. */
export function start(id: string): void {
  const file = uppy.getFile(id);
  if (file?.progress.uploadComplete) return;
  void uppy.retryUpload(id);
}

export function pauseOrResume(id: string): void {
  uppy.pauseResume(id);
}

/** Stops an upload, and takes its announcement back. */
export function cancel(id: string): void {
  const file = uppy.getFile(id);
  uppy.removeFile(id);
  noteCancelled(id);
  if (!file?.progress.uploadComplete) takeBack(file?.meta.announcement);
  announcing.get(id)?.then(takeBack, () => {}); // it may be announced only now
  announcing.delete(id);
}

function takeBack(announcement: Announcement | undefined): void {
  if (announcement?.form) deletePhoto(announcement.imageId).catch(() => {});
}

/** Takes those off the list that need nobody any more. */
export function clearFinished(): void {
  for (const { id, state } of uploads.value) {
    if (state === 'ready' || state === 'known' || state === 'failed') uppy.removeFile(id);
  }
}

/** After a reload: what was kept goes on; what was too large to keep must be chosen again. */
function goOn(): void {
  uppy.setState({ currentUploads: {}, recoveredState: null });
  const cancelled = cancelledBefore();
  uppy.removeFiles(uppy.getFiles().flatMap(({ id }) => (cancelled.includes(id) ? [id] : [])));
  for (const { id, isGhost, progress, meta, error } of uppy.getFiles()) {
    if (progress.uploadComplete) {
      if (!meta.outcome) process(id);
    } else if (!isGhost && (!error || meta.waitsFor)) start(id);
  }
}

function process(id: string): void {
  const { imageId } = uppy.getFile(id).meta.announcement ?? {};
  if (imageId === undefined) return;
  watchProcessing(imageId, (outcome) => uppy.getFile(id) && uppy.setFileMeta(id, { outcome }));
}

/** The API's own words are for programs; the page has checked the file before. */
function whyNotAccepted(error: ApiError): string {
  if (error.fields.includes('contentType')) return words.fileIsNoPhoto;
  return error.fields.length > 0 ? words.notAccepted : error.message;
}

let isShowing = false;

/** Progress comes more often than screens change. */
function show(): void {
  if (isShowing) return;
  isShowing = true;
  queueMicrotask(() => {
    isShowing = false;
    uploads.value = uppy.getFiles().map(uploadOf);
  });
}

function uploadOf(file: File_): Upload {
  const { announcement, outcome, sentence } = file.meta;
  const state = stateOf(file);
  return {
    id: file.id,
    name: file.name,
    bytes: file.size ?? 0,
    state,
    sent: file.progress.uploadComplete ? 1 : (file.progress.percentage ?? 0) / 100,
    sentence: state === 'failed' ? outcome?.reason : state === 'stopped' ? sentence : undefined,
    imageId: announcement?.imageId,
  };
}

function stateOf({ error, isGhost, isPaused, meta, progress }: File_): UploadState {
  const { announcement, outcome } = meta;
  if (outcome) return outcome.status;
  if (announcement && !announcement.form) return 'known';
  if (progress.uploadComplete) return 'processing';
  if (isGhost) return 'interrupted';
  if (error) return 'stopped';
  if (isPaused) return 'paused';
  return (progress.bytesUploaded || 0) > 0 ? 'sending' : 'waiting';
}
