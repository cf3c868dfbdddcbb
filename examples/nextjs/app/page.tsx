import Image from 'next/image';

interface Listed {
  id: string;
  key: string;
  width: number;
  height: number;
  dominantColour: string;
}

async function readyImages(): Promise<Listed[]> {
  const fields = 'id,key,width,height,dominantColour';
  const response = await fetch(`${process.env.DARKROOM_API_URL}/images?status=ready&fields=${fields}`);
  if (!response.ok) throw new Error(`The API answered ${response.status}.`);
  const { images } = await response.json();
  return images;
}

export default async function Page() {
  const images = await readyImages();
  return (
    <main>
      {images.map(({ id, key, width, height, dominantColour }) => (
        <Image
          key={id}
          src={id}
          alt={key}
          width={width}
          height={height}
          sizes="(min-width: 60rem) 50vw, 100vw"
          style={{ width: '100%', height: 'auto', backgroundColor: dominantColour }}
        />
      ))}
    </main>
  );
}
