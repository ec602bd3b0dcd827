import { useLingui } from '@lingui/react/macro';
import type { Kind } from '@/gql/graphql';
import classes from './KindBadge.module.css';

/** The kinds of entries in the order they are offered. */
export const kinds: readonly Kind[] = [
	'DONE',
	'LEARNED',
	'BLOCKED',
	'PLAN',
	'NOTE',
	'DECISION',
	'MEETING',
];

/** The names of the kinds of entries in the language of the app. */
export function useKindNames(): Record<Kind, string> {
	const { t } = useLingui();
	return {
		DONE: t`Done`,
		LEARNED: t`Learned`,
		BLOCKED: t`Blocked`,
		PLAN: t`Plan`,
		NOTE: t`Note`,
		DECISION: t`Decision`,
		MEETING: t`Meeting`,
	};
}

/** The kind of an entry as a small word; its colour is never the only sign. */
export function KindBadge({ kind }: { kind: Kind }) {
	const names = useKindNames();
	return (
		<span className={classes.badge} data-kind={kind}>
			{names[kind]}
		</span>
	);
}
