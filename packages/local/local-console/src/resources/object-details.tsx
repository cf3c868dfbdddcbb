import { contentPath } from '../api/ask.ts';
import { objectDetails } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Table } from '../parts/table.tsx';
import { href } from '../routes.ts';
import { clock, lastName, size } from '../words.ts';

export function ObjectDetails({
  bucket,
  objectKey,
}: {
  readonly bucket: string;
  readonly objectKey: string;
}) {
  const query = new URLSearchParams({ key: objectKey });
  const asked = useAsked(`/buckets/${encodeURIComponent(bucket)}/object?${query}`, objectDetails);
  return (
    <section aria-labelledby="object-key">
      <h2 id="object-key">{objectKey}</h2>
      <Loaded asked={asked}>
        {({ headers, versions, events }) => (
          <>
            {String(headers['content-type']).startsWith('image/') && (
              <img class="picture" src={contentPath(bucket, objectKey)} alt={`Object ${objectKey}`} />
            )}
            <p>
              <a href={contentPath(bucket, objectKey)} target="_blank" rel="noreferrer">
                Open
              </a>
            </p>
            <Table
              caption="Headers"
              columns={['Header', 'Value']}
              rows={Object.entries(headers).map(([name, value]) => ({
                key: name,
                cells: [name, String(value)],
              }))}
            />
            <h3>Versions</h3>
            <Table
              caption="Versions"
              columns={['Version', 'Modified', 'Size', 'State']}
              rows={versions.map((version) => ({
                key: version.versionId,
                cells: [
                  version.versionId,
                  version.modifiedAt,
                  version.bytes === undefined ? '' : size(version.bytes),
                  version.isDeleteMarker ? 'delete marker' : version.isLatest ? 'latest' : '',
                ],
              }))}
            />
            <h3>Events sent</h3>
            {events.length === 0 ? (
              <p class="quiet">None is kept.</p>
            ) : (
              <ul>
                {events.map(({ id, name, startedAt, causes: [cause = id], facts }) => (
                  <li key={id}>
                    <a href={href('trails', cause)}>
                      {name} at {clock(startedAt)} to {lastName(String(facts.destination))}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
