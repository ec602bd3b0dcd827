/** The most that one upload may hold, in bytes. */
export const maxUpload = 20_000_000;

/** Folders that hold no notes, and may hold very much else. */
const skippedFolder = /(^|\/)(\.[^/]+|node_modules|__MACOSX)\//;
const note = /\.(md|markdown|txt|json|zip)$/i;
/** What notes show; it becomes files of their entries. */
const picture = /\.(png|jpe?g|gif|webp|pdf)$/i;
/** Files in which vaults say how they name their daily notes. */
const setting = /(^|\/)(\.obsidian\/daily-notes\.json|logseq\/config\.edn)$/;

/** The most that an archive may hold that is read in the background, in bytes. */
export const maxArchive = 256_000_000;

/** True for one zip that is too large to be read at once, and small enough to be read in the background. */
export function isLargeArchive(files: readonly File[]): boolean {
	const [only, ...more] = files;
	return (
		only !== undefined && more.length === 0 && /\.zip$/i.test(only.name) && only.size <= maxArchive
	);
}

/** What a person has chosen, as it would be sent. */
export interface Selection {
	files: File[];
	/** How many files were left out because they are no notes. */
	leftOut: number;
	bytes: number;
}

/** The path of a file within what was chosen. */
export function pathOf(file: File): string {
	return file.webkitRelativePath || file.name;
}

/**
 * Keeps the notes of a folder, or everything when files were picked one by one: those the server
 * answers for itself, so that nobody wonders where a file went.
 */
export function selectFiles(all: readonly File[], folder: boolean): Selection {
	const notes = folder
		? all.filter((file) => {
				const path = pathOf(file);
				return setting.test(path) || (note.test(path) && !skippedFolder.test(path));
			})
		: [...all];
	const shown = folder
		? all.filter((file) => picture.test(pathOf(file)) && !skippedFolder.test(pathOf(file)))
		: [];
	// Notes come without their pictures rather than not at all.
	const together = [...notes, ...shown];
	const files = notes.length > 0 && sizeOf(together) <= maxUpload ? together : notes;
	return {
		files,
		leftOut: all.length - files.length,
		bytes: sizeOf(files),
	};
}

function sizeOf(files: readonly File[]): number {
	return files.reduce((sum, file) => sum + file.size, 0);
}

/** Reads what was dropped, folders with all that is in them. */
export async function droppedFiles(items: DataTransferItemList): Promise<Selection> {
	// The entries must be taken before the first await: the list is empty afterwards.
	const entries = [...items]
		.filter((item) => item.kind === 'file')
		.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
	const files: File[] = [];
	let folder = false;
	for (const { entry, file } of entries) {
		if (entry?.isDirectory) {
			folder = true;
			await readFolder(entry as FileSystemDirectoryEntry, files);
		} else if (file) {
			files.push(file);
		}
	}
	return selectFiles(files, folder);
}

async function readFolder(folder: FileSystemDirectoryEntry, into: File[]): Promise<void> {
	if (skippedFolder.test(`${folder.fullPath}/`) && folder.name !== '.obsidian') return;
	const reader = folder.createReader();
	for (;;) {
		const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject),
		);
		if (some.length === 0) return;
		for (const entry of some) {
			if (entry.isDirectory) await readFolder(entry as FileSystemDirectoryEntry, into);
			else into.push(await readFile(entry as FileSystemFileEntry));
		}
	}
}

async function readFile(entry: FileSystemFileEntry): Promise<File> {
	const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
	// The path tells the server the day; a dropped file knows only its own name.
	return new File([file], entry.fullPath.replace(/^\//, ''), { type: file.type });
}
