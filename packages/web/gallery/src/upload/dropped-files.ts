/** The files that were dropped, and those in folders that were, at any depth. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The list is empty after the first wait, so all entries are taken at once.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  const found = entries.map(async (entry, index) => {
    if (entry) return filesIn(entry);
    const file = files[index];
    return file ? [file] : [];
  });
  return (await Promise.all(found)).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isDirectory(entry)) return [];
  const visible = (await entriesOf(entry)).filter(({ name }) => !name.startsWith('.')); // .DS_Store and the like
  return (await Promise.all(visible.map(filesIn))).flat();
}

/** Browsers return a hundred entries at a time, and none at the end. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
