import { useState } from 'react';
import type { UserError } from '@/lib/errors';
import { useErrorText } from '@/ui/ErrorNote';

/** What the server said about the fields of a form. */
export interface Problems {
	/** What to mend in a field. */
	of: (field: string) => string | undefined;
	/** What belongs to no field that the form shows. */
	rest: readonly string[];
	/** Takes the errors of an answer; true when there are none. */
	take: (errors: readonly UserError[]) => boolean;
	/** Takes something thrown: no connection, a refusal. */
	takeThrown: (error: unknown) => void;
	clear: () => void;
}

/** Keeps the problems of a form that shows the given fields. */
export function useProblems(...shown: string[]): Problems {
	const [errors, setErrors] = useState<readonly UserError[]>([]);
	const text = useErrorText();
	return {
		of: (field) => errors.find((e) => e.field === field)?.message,
		rest: errors.filter((e) => !e.field || !shown.includes(e.field)).map((e) => e.message),
		take: (next) => {
			setErrors(next);
			return next.length === 0;
		},
		takeThrown: (error) => setErrors([{ code: 'thrown', message: text(error) }]),
		clear: () => setErrors([]),
	};
}
