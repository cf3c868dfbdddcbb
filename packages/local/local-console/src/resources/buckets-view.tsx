import { useState } from 'preact/hooks';
import { bucketList, objectList } from '../api/resources.ts';
import { useAsked } from '../api/use-asked.ts';
import { Loaded } from '../parts/loaded.tsx';
import { NameLink } from '../parts/name-link.tsx';
import { PageButtons, usePages } from '../parts/pages.tsx';
import { Table } from '../parts/table.tsx';
import { href } from '../routes.ts';
import { size } from '../words.ts';
import { ObjectDetails } from './object-details.tsx';

export function BucketsView({ open: [bucket, key] }: { readonly open: readonly string[] }) {
  const asked = useAsked('/buckets', bucketList);
  return (
    <>
      <Loaded asked={asked}>
        {({ buckets }) => (
          <nav class="choice" aria-label="Buckets">
            {buckets.map(({ name }) => (
              <NameLink key={name} view="buckets" name={name} open={bucket} />
            ))}
          </nav>
        )}
      </Loaded>
      {bucket !== undefined && <Objects key={bucket} bucket={bucket} />}
      {bucket !== undefined && key !== undefined && (
        <ObjectDetails key={key} bucket={bucket} objectKey={key} />
      )}
    </>
  );
}

function Objects({ bucket }: { readonly bucket: string }) {
  const [prefix, setPrefix] = useState('');
  const pages = usePages();
  const query = new URLSearchParams({ prefix, limit: '50', ...pages.query });
  const asked = useAsked(`/buckets/${encodeURIComponent(bucket)}/objects?${query}`, objectList);
  return (
    <section aria-label="Choose an object">
      <search class="filters">
        <label>
          Keys that begin with{' '}
          <input
            type="search"
            value={prefix}
            onInput={(event) => {
              pages.restart();
              setPrefix(event.currentTarget.value);
            }}
          />
        </label>
      </search>
      <Loaded asked={asked}>
        {({ objects, next: following }) => (
          <>
            {objects.length === 0 && <p class="quiet">No objects.</p>}
            {objects.length > 0 && (
              <Table
                caption={`Objects of ${bucket}`}
                columns={['Key', 'Size', 'Modified']}
                rows={objects.map((object) => ({
                  key: object.key,
                  cells: [
                    <a href={href('buckets', bucket, object.key)}>{object.key}</a>,
                    size(object.bytes),
                    object.modifiedAt,
                  ],
                }))}
              />
            )}
            <PageButtons pages={pages} following={following} />
          </>
        )}
      </Loaded>
    </section>
  );
}
