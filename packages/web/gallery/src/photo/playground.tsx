import { useEffect, useState } from 'preact/hooks';
import { fetchPicture } from '../api/fetch-picture.ts';
import type { Photo } from '../api/photo.ts';
import { addressOfTransform, readTransformParameters, type TransformParameter } from '../api/transforms.ts';
import { report, sentenceOf } from '../message.ts';
import { words } from '../words.ts';
import { ParameterField } from './parameter-field.tsx';

const formats = ['', 'avif', 'webp', 'jpg', 'png'];
const settled = 400; // milliseconds after the last key

interface Result {
  readonly address: string;
  readonly picture: string;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly type: string;
}

/** Any transform, tried live: the picture, what it weighs, how long it took, and its signed address. */
export function Playground({ photo }: { readonly photo: Photo }) {
  const [parameters, setParameters] = useState<readonly TransformParameter[]>([]);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ w: '480' });
  const [format, setFormat] = useState('');
  const [result, setResult] = useState<Result | string>();
  const transform = transformOf(values);
  useEffect(() => void readTransformParameters().then(setParameters, report), []);
  useEffect(() => {
    if (transform === '') return setResult(words.photo.chooseOne);
    const aborted = new AbortController();
    const timer = setTimeout(() => {
      make(photo.id, transform, format, aborted.signal).then(setResult, (error: unknown) => {
        if (!aborted.signal.aborted) setResult(sentenceOf(error));
      });
    }, settled);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [photo.id, photo.updatedAt, transform, format]);
  useEffect(() => {
    const picture = typeof result === 'object' ? result.picture : undefined;
    return () => picture && URL.revokeObjectURL(picture);
  }, [result]);

  return (
    <div class="playground">
      <div class="fields">
        {parameters.map((parameter) => (
          <ParameterField
            key={parameter.name}
            parameter={parameter}
            value={values[parameter.name] ?? ''}
            onChange={(value) => setValues((before) => ({ ...before, [parameter.name]: value }))}
          />
        ))}
        <label>
          {words.format}
          <select value={format} onChange={({ currentTarget }) => setFormat(currentTarget.value)}>
            {formats.map((name) => (
              <option key={name} value={name}>
                {name || words.photo.anyFormat}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="result">
        {typeof result === 'object' ? (
          <>
            <img src={result.picture} alt={words.photo.result} />
            <p role="status">
              <bdi>{words.photo.made(result.bytes, result.milliseconds, result.type)}</bdi>
            </p>
            <label>
              {words.photo.signedAddress}
              <input
                readOnly
                dir="ltr"
                value={result.address}
                onFocus={({ currentTarget }) => currentTarget.select()}
              />
            </label>
          </>
        ) : (
          <p role="status">{result}</p>
        )}
      </div>
    </div>
  );
}

function transformOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}_${value.replace(/^#/, '').toLowerCase()}`)
    .sort()
    .join('-');
}

async function make(id: string, transform: string, format: string, signal: AbortSignal): Promise<Result> {
  const address = await addressOfTransform(id, transform, format);
  signal.throwIfAborted();
  const started = performance.now();
  const headers = { accept: 'image/avif,image/webp,image/*' }; // as a browser asks for pictures
  const blob = await (await fetchPicture(address, { signal, headers })).blob();
  return {
    address,
    picture: URL.createObjectURL(blob),
    bytes: blob.size,
    milliseconds: Math.round(performance.now() - started),
    type: blob.type,
  };
}
