import { useState } from 'preact/hooks';

/** The way through a list that comes in pages, each with the place where the next begins. */
export interface Pages {
  /** Where the page that is shown begins, as members of a query; the first has none. */
  readonly query: { readonly next?: string };
  readonly isFirst: boolean;
  back(): void;
  forward(next: string): void;
  restart(): void;
}

export function usePages(): Pages {
  const [begins, setBegins] = useState<readonly string[]>([]);
  const next = begins.at(-1);
  return {
    query: next === undefined ? {} : { next },
    isFirst: begins.length === 0,
    back: () => setBegins(begins.slice(0, -1)),
    forward: (following) => setBegins([...begins, following]),
    restart: () => setBegins([]),
  };
}

export function PageButtons({
  pages,
  following,
}: {
  readonly pages: Pages;
  readonly following: string | undefined;
}) {
  return (
    <p class="buttons">
      {!pages.isFirst && (
        <button type="button" onClick={pages.back}>
          Previous
        </button>
      )}
      {following !== undefined && (
        <button type="button" onClick={() => pages.forward(following)}>
          Next
        </button>
      )}
    </p>
  );
}
