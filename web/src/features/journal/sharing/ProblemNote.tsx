import { Note } from '@/ui/Note';

/** What the server said about an act. */
export function ProblemNote({ problems }: { problems: readonly string[] }) {
	if (problems.length === 0) return null;
	return (
		<Note tone="bad">
			{problems.map((message) => (
				<p key={message}>{message}</p>
			))}
		</Note>
	);
}
