import { deleting, takeBack } from '../collection/deletion.ts';
import { words } from '../words.ts';

/** Says what is being deleted, while it can be taken back. */
export function UndoBar() {
  const count = deleting.value.length;
  return (
    <div class="undo" role="status" hidden={count === 0}>
      {count > 0 && (
        <>
          {words.deletedCount(count)}
          <button type="button" onClick={takeBack}>
            {words.undo}
          </button>
        </>
      )}
    </div>
  );
}
