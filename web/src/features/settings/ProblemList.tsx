import { Note } from '@/ui/Note';
import type { Problems } from './useProblems';

/** The problems that belong to no single field. */
export function ProblemList({ problems }: { problems: Problems }) {
	if (problems.rest.length === 0) return null;
	return (
		<Note tone="bad">
			{problems.rest.map((message) => (
				<p key={message}>{message}</p>
			))}
		</Note>
	);
}
