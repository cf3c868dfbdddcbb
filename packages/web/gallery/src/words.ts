/** Every text of the page, in one place: to translate it, translate this file. */
export const words = {
  title: 'Darkroom',
  tagline: 'Photos in, finished prints out.',
  api: 'API',
  images: 'Images',
  imageCount: (count: number, isMore: boolean) => `${count}${isMore ? '+' : ''} images`,
  showMore: 'Show more',

  dropHere: 'Drop photos here, or click to choose them',
  uploadRefused: (status: number) => `S3 answered ${status}.`,
  aboutFile: (name: string, message: string) => `${name}: ${message}`,

  waitingForUpload: 'waiting for its upload',
  processing: 'processing',
  failed: 'failed',
  pixels: (width: number, height: number) => `${width} × ${height}`,

  variant: 'variant',
  format: 'format',
  size: 'size',
  pixelsColumn: 'pixels',
  delete: 'Delete',
  close: 'Close',
  bytes: (bytes: number) =>
    bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`,

  signIn: 'Sign in',
  signInToSee: 'Sign in to see the photos.',
  credentialsRefused: 'The API refused these credentials.',
  accessKeyId: 'Access key ID',
  secretAccessKey: 'Secret access key',
  apiKey: 'API key',
  idToken: 'ID token',

  apiAnswered: (status: number) => `The API answered ${status}.`,
};
