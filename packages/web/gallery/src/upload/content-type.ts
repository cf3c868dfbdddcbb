/** Not every browser knows HEIC and JPEG XL, some name BMP in their own way, and few know RAW photos by their type. */
const types: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heif: 'image/heif',
  hif: 'image/heif',
  jxl: 'image/jxl',
  bmp: 'image/bmp',
  dib: 'image/bmp',
  dng: 'image/x-adobe-dng',
  cr2: 'image/x-canon-cr2',
  cr3: 'image/x-canon-cr3',
  nef: 'image/x-nikon-nef',
  arw: 'image/x-sony-arw',
  pef: 'image/x-pentax-pef',
  raf: 'image/x-fuji-raf',
};

/** What a file chooser offers. */
export const accepted = `image/*,${Object.keys(types)
  .map((extension) => `.${extension}`)
  .join(',')}`;

/** A file's content type, as the API names it. */
export function contentTypeOf({ name, type }: { readonly name: string; readonly type: string }): string {
  return types[name.toLowerCase().split('.').at(-1) ?? ''] ?? type;
}
