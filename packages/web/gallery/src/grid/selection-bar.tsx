import { useState } from 'preact/hooks';
import { deleteSoon } from '../collection/deletion.ts';
import { selected, selectNone } from '../collection/selection.ts';
import { addTags, tagsIn } from '../collection/tags.ts';
import { report } from '../message.ts';
import { words } from '../words.ts';

/** What can be done with the images that are selected. */
export function SelectionBar() {
  const [isTagging, setTagging] = useState(false);
  const ids = [...selected.value];
  if (ids.length === 0) return null;

  function tag(event: SubmitEvent) {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const tags = tagsIn(String(new FormData(event.currentTarget).get('tags')));
    setTagging(false);
    addTags(ids, tags).catch(report);
  }

  return (
    <div class="selection" role="toolbar" aria-label={words.selection}>
      <p role="status">{words.selectedCount(ids.length)}</p>
      {isTagging ? (
        <form onSubmit={tag}>
          <label>
            {words.newTags} <input name="tags" required ref={(input) => input?.focus()} />
          </label>
          <button type="submit">{words.addTags}</button>
        </form>
      ) : (
        <button type="button" onClick={() => setTagging(true)}>
          {words.addTags}
        </button>
      )}
      <button type="button" onClick={() => download(ids).catch(report)}>
        {words.download}
      </button>
      <button
        type="button"
        onClick={() => {
          deleteSoon(ids);
          selectNone();
        }}
      >
        {words.delete}
      </button>
      <button type="button" onClick={selectNone}>
        {words.selectNone}
      </button>
    </div>
  );
}

async function download(ids: readonly string[]): Promise<void> {
  const { downloadZip } = await import('./download-zip.ts');
  await downloadZip(ids);
}
