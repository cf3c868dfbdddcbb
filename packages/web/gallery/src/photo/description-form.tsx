import { useState } from 'preact/hooks';
import { describePhoto, type Photo } from '../api/photo.ts';
import { tagsIn } from '../collection/tags.ts';
import { sentenceOf } from '../message.ts';
import { words } from '../words.ts';

/** Title, alt text and tags, to read and to change. */
export function DescriptionForm({
  photo,
  onSaved,
}: {
  readonly photo: Photo;
  readonly onSaved: (photo: Photo) => void;
}) {
  const [said, setSaid] = useState('');
  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const line = (name: string) => String(form.get(name) ?? '').trim() || null;
    const tags = tagsIn(line('tags') ?? '');
    setSaid('');
    try {
      onSaved(await describePhoto(photo.id, { title: line('title'), alt: line('alt'), tags }));
      setSaid(words.photo.savedNow);
    } catch (error) {
      setSaid(sentenceOf(error));
    }
  }
  return (
    <form key={photo.id} onSubmit={save}>
      <label>
        {words.photo.titleField}
        <input name="title" maxLength={200} defaultValue={photo.title ?? ''} />
      </label>
      <label>
        {words.photo.altField}
        <textarea name="alt" rows={2} maxLength={1000} defaultValue={photo.alt ?? ''} />
      </label>
      <label>
        {words.photo.tagsField}
        <input name="tags" defaultValue={(photo.tags ?? []).join(', ')} />
      </label>
      <button type="submit">{words.photo.save}</button> <span role="status">{said}</span>
    </form>
  );
}
