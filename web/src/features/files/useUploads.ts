import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DescribeFileDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { uploadFile } from '@/lib/upload-file';
import { useFileProblem } from './useFileProblem';

/** Where a file will stand in a text: it keeps its place while people go on writing. */
export interface FileSpot {
	/** Shows how far the upload is, from 0 to 1. */
	progress: (done: number) => void;
	/** Puts the text there; without one the spot goes away. False when the editor is gone. */
	fill: (markdown?: string) => boolean;
}

/** A file on its way, refused, or kept and waiting for its description. */
export interface Upload {
	key: number;
	name: string;
	state: 'sending' | 'refused' | 'describe';
	/** Why it was refused. */
	problem?: string;
	/** What stands in the text for it. */
	kept?: { id: string; markdown: string };
}

/** How many are under way at once; the server takes no more from one person. */
const atOnce = 2;

interface Kept {
	id: string;
	markdown: string;
	missing?: string[];
}

interface Into {
	/** Puts a text where there is no spot any more. */
	insert: (markdown: string) => void;
	/** Replaces a text that was put in before; false when it is not there. */
	replace: (before: string, after: string) => boolean;
}

/** Sends files for a text. What is typed meanwhile is never touched; a refusal says why and leaves the text as it is. */
export function useUploads(into: Into) {
	const { t } = useLingui();
	const client = useQueryClient();
	const problemOf = useFileProblem();
	const [list, setList] = useState<Upload[]>([]);
	const next = useRef(1);
	const target = useRef(into);
	target.current = into;
	const waiting = useRef(new Map<number, { file: File; spot: FileSpot | undefined }>());
	const lanes = useRef<Promise<void>[]>([]);
	const alive = useRef(true);
	useEffect(() => {
		alive.current = true;
		return () => {
			alive.current = false;
		};
	}, []);

	const set = (key: number, change: Partial<Upload> | null) => {
		if (!alive.current) return;
		setList((now) =>
			change === null
				? now.filter((u) => u.key !== key)
				: now.map((u) => (u.key === key ? { ...u, ...change } : u)),
		);
	};

	const send = async (key: number) => {
		const one = waiting.current.get(key);
		if (!one) return;
		const { file, spot } = one;
		try {
			const kept = await uploadFile<Kept>('/api/files', file, (done) => spot?.progress(done));
			if (!spot?.fill(kept.markdown)) target.current.insert(kept.markdown);
			waiting.current.delete(key);
			void client.invalidateQueries({ queryKey: ['Storage'] });
			announce(t`“${file.name}” is in the text.`);
			set(key, kept.missing?.includes('alt') ? { state: 'describe', kept } : null);
		} catch (error) {
			spot?.fill();
			waiting.current.set(key, { file, spot: undefined });
			set(key, { state: 'refused', problem: problemOf(error) });
		}
	};

	const queue = (key: number) => {
		const lane = key % atOnce;
		lanes.current[lane] = (lanes.current[lane] ?? Promise.resolve()).then(() => send(key));
	};

	return {
		list,
		/** Sends files; each takes the spot of its index. */
		add(files: readonly File[], spots: readonly (FileSpot | undefined)[] = []) {
			files.forEach((file, index) => {
				const key = next.current++;
				waiting.current.set(key, { file, spot: spots[index] });
				setList((now) => [...now, { key, name: file.name, state: 'sending' }]);
				queue(key);
			});
		},
		retry(key: number) {
			set(key, { state: 'sending' });
			queue(key);
		},
		dismiss(key: number) {
			waiting.current.delete(key);
			set(key, null);
		},
		/** Describes a picture in the text and where it is kept; gives what went wrong. */
		async describe(upload: Upload, alt: string): Promise<string | undefined> {
			if (!upload.kept) return undefined;
			try {
				const { describeFile } = await request(DescribeFileDocument, { id: upload.kept.id, alt });
				const [wrong] = describeFile.errors;
				if (wrong || !describeFile.file) return wrong?.message;
				target.current.replace(upload.kept.markdown, describeFile.file.markdown);
				set(upload.key, null);
				return undefined;
			} catch (error) {
				return problemOf(error);
			}
		},
	};
}

export type Uploads = ReturnType<typeof useUploads>;
