import { useState } from 'react';
import { useProblems, useStepUp } from '@/features/settings/public';
import type { UserError } from '@/lib/errors';

/** One act at a time: asks for the password where the server wants it, and keeps what went wrong. */
export function useActing() {
	const problems = useProblems();
	const stepUp = useStepUp();
	const [busy, setBusy] = useState(false);
	const act = async <T extends { errors: readonly UserError[] }>(
		send: () => Promise<T>,
	): Promise<T | undefined> => {
		setBusy(true);
		try {
			const answer = await stepUp.run(send);
			return answer && problems.take(answer.errors) ? answer : undefined;
		} catch (error) {
			problems.takeThrown(error);
			return undefined;
		} finally {
			setBusy(false);
		}
	};
	return { act, busy, problems, dialog: stepUp.dialog };
}
