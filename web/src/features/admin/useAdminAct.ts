import { useState } from 'react';
import type { UserError } from '@/lib/errors';
import { type Problems, useProblems, useStepUp } from '../settings/public';

interface AdminAct {
	/** Does it, asking for the password where needed. Gives the answer, or undefined when it did not happen. */
	run: <T extends { errors: readonly UserError[] }>(
		act: () => Promise<T>,
	) => Promise<T | undefined>;
	busy: boolean;
	problems: Problems;
	dialog: ReturnType<typeof useStepUp>['dialog'];
}

/** An act of administration: step-up, problems and a busy sign in one place. */
export function useAdminAct(...fields: string[]): AdminAct {
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
