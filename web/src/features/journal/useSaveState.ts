import { useEffect, useRef, useState } from 'react';
import { NetworkError, type UserError } from '@/lib/errors';
import { useErrorText } from '@/ui/ErrorNote';

/**
 * Sends what the form holds now; gives what is to be mended. `firstTried` is the instant of the first try
 * where that one was not answered: the entry belongs to then, however long the network is away.
 */
export type Save = (firstTried: string | undefined) => Promise<readonly UserError[]>;

interface SaveState {
	saving: boolean;
	/** What is to be mended, or why the server could not be asked. */
	problems: readonly UserError[];
	/** True when the server was not reached: it is tried again by hand, or once there is a network. */
	unreached: boolean;
	run: () => Promise<void>;
	clear: () => void;
}

/** The course of a save: busy, refused, not reached, tried again. */
export function useSaveState(save: Save): SaveState {
	const text = useErrorText();
	const [saving, setSaving] = useState(false);
	const [problems, setProblems] = useState<readonly UserError[]>([]);
	const [unreached, setUnreached] = useState(false);
	const busy = useRef(false);
	const firstTried = useRef<string>(undefined);

	const run = async () => {
		if (busy.current) return;
		busy.current = true;
		setSaving(true);
		const now = new Date().toISOString();
		try {
			setProblems(await save(firstTried.current));
			firstTried.current = undefined;
			setUnreached(false);
		} catch (error) {
			const lost = error instanceof NetworkError;
			if (lost) firstTried.current ??= now;
			setUnreached(lost);
			setProblems([{ code: 'thrown', message: text(error) }]);
		} finally {
			busy.current = false;
			setSaving(false);
		}
	};

	// What was typed since the try that failed goes along: the latest `run` knows the latest form.
	const latest = useRef({ run, unreached });
	latest.current = { run, unreached };
	useEffect(() => {
		const again = () => {
			if (latest.current.unreached) void latest.current.run();
		};
		window.addEventListener('online', again);
		return () => window.removeEventListener('online', again);
	}, []);

	return {
		saving,
		problems,
		unreached,
		run,
		clear: () => {
			setUnreached(false);
			setProblems([]);
		},
	};
}
