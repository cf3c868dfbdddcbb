import { href, type View } from '../routes.ts';

/** One of the things that a view lists; `open` is the one that it shows. */
export function NameLink({
  view,
  name,
  open,
}: {
  readonly view: View;
  readonly name: string;
  readonly open: string | undefined;
}) {
  return (
    <a href={href(view, name)} aria-current={name === open ? 'true' : undefined}>
      {name}
    </a>
  );
}
