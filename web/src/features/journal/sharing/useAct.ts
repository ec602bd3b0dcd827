import { useState } from 'react';
import type { UserError } from '@/lib/errors';
import { useErrorText } from '@/ui/ErrorNote';

interface Act {
	/** Does it. Gives the answer, or undefined when it did not happen. */
	run: <T extends { errors: readonly UserError[] }>(
		act: () => Promise<T>,
	) => Promise<T | undefined>;
	busy: boolean;
	problems: readonly string[];
}

/** Something that may be refused, and what was said then. */
export function useAct(): Act {
	const text = useErrorText();
	const [problems, setProblems] = useState<readonly string[]>([]);
	const [busy, setBusy] = useState(false);
	return {
		busy,
		problems,
		run: async (act) => {
			setBusy(true);
			try {
				const answer = await act();
				setProblems(answer.errors.map((e) => e.message));
				return answer.errors.length === 0 ? answer : undefined;
			} catch (error) {
				setProblems([text(error)]);
				return undefined;
			} finally {
				setBusy(false);
			}
		},
	};
}
