import { report } from '../message.ts';
import { words } from '../words.ts';
import { Card } from './card.tsx';
import { images, loadNextPage, newestFirst, nextPage } from './collection.ts';

/** All images that are loaded, newest first. */
export function Grid({ onOpen }: { readonly onOpen: (id: string) => void }) {
  return (
    <>
      <ul class="images" aria-label={words.images}>
        {newestFirst(images.value).map((image) => (
          <Card key={image.id} image={image} onOpen={onOpen} />
        ))}
      </ul>
      {nextPage.value !== undefined && (
        <button type="button" class="more" onClick={() => loadNextPage().catch(report)}>
          {words.showMore}
        </button>
      )}
    </>
  );
}
