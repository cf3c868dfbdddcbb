import Image from 'next/image';
import { thumbHashToDataURL } from 'thumbhash';

interface Listed {
  id: string;
  key: string;
  width: number;
  height: number;
  thumbHash: string;
}

async function readyImages(): Promise<Listed[]> {
  const response = await fetch(`${process.env.DARKROOM_API_URL}/images?status=ready`, { cache: 'no-store' });
  if (!response.ok) throw new Error(`The API answered ${response.status}.`);
  const { images } = await response.json();
  return images;
}

export default async function Page() {
  const images = await readyImages();
  return images.map(({ id, key, width, height, thumbHash }) => (
    <Image
      key={id}
      src={id}
      alt={key}
      width={width}
      height={height}
      sizes="(min-width: 60rem) 50vw, 100vw"
      placeholder="blur"
      blurDataURL={thumbHashToDataURL(Buffer.from(thumbHash, 'base64'))}
      style={{ width: '100%', height: 'auto' }}
    />
  ));
}
