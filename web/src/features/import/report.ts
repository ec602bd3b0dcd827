import { upload } from '@/lib/upload';

/** What is made, or would be made, of one file. */
export interface FileReport {
	path: string;
	/** Where in the file it begins; left out where the file is one entry. */
	line?: number;
	outcome: 'created' | 'updated' | 'skipped' | 'refused';
	day?: string;
	dayFrom?: 'front matter' | 'file name' | 'entry';
	title?: string;
	tags?: string[];
	/** How many pictures and other files belong to it that were not taken. */
	left?: number;
	/** A sentence that says why it was refused. */
	reason?: string;
}

/** The answer to an upload. */
export interface ImportReport {
	files: FileReport[];
	created: number;
	updated: number;
	skipped: number;
	refused: number;
}

/** Asks what would become of the files; writes nothing. */
export function previewImport(files: readonly File[]): Promise<ImportReport> {
	return upload<ImportReport>('/api/import/preview', 'files', files);
}

/** Imports the files. The same files again add nothing. */
export function commitImport(files: readonly File[]): Promise<ImportReport> {
	return upload<ImportReport>('/api/import/commit', 'files', files);
}
