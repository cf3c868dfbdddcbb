import { thumbHashToDataURL } from 'thumbhash';

interface Listed {
  id: string;
  key: string;
  width: number;
  height: number;
  thumbHash: string;
}

export default defineEventHandler(async (event) => {
  const { darkroomApiUrl } = useRuntimeConfig(event);
  const { images } = await $fetch<{ images: Listed[] }>(`${darkroomApiUrl}/images?status=ready`);
  return images.map(({ thumbHash, ...image }) => ({
    ...image,
    placeholder: thumbHashToDataURL(Buffer.from(thumbHash, 'base64')),
  }));
});
