import { useState } from 'react';
import type { UserError } from '@/lib/errors';
import { type Problems, useProblems } from './useProblems';
import { useStepUp } from './useStepUp';

interface Act {
	/** Does it, asking for the password where needed. Gives the answer, or undefined when it did not happen. */
	run: <T extends { errors: readonly UserError[] }>(
		act: () => Promise<T>,
	) => Promise<T | undefined>;
	busy: boolean;
	problems: Problems;
	dialog: ReturnType<typeof useStepUp>['dialog'];
}

/** Something that may be refused: asks who it is where the server wants to know, and keeps what went wrong. */
export function useAct(...fields: string[]): Act {
	const stepUp = useStepUp();
	const problems = useProblems(...fields);
	const [busy, setBusy] = useState(false);
	return {
		busy,
		problems,
		dialog: stepUp.dialog,
		run: async (act) => {
			setBusy(true);
			try {
				const answer = await stepUp.run(act);
				return answer && problems.take(answer.errors) ? answer : undefined;
			} catch (error) {
				problems.takeThrown(error);
				return undefined;
			} finally {
				setBusy(false);
			}
		},
	};
}
