import { readable } from '../words.ts';

/** Text to read and copy: a payload, a log. What scrolls can be reached by keyboard. */
export function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <section class="code" aria-label={label}>
      <p>{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{readable(text)}</pre>
    </section>
  );
}
