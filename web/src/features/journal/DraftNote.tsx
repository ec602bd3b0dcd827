import { i18n } from '@lingui/core';
import { Trans } from '@lingui/react/macro';
import { browserZone, formatInstant, formatTime } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import classes from './DraftNote.module.css';

interface DraftNoteProps {
	draft: { restoredAt: number | undefined; discard: () => void };
}

const dayMs = 86_400_000;

/** One quiet line that a draft was brought back, and the way to be rid of it. */
export function DraftNote({ draft }: DraftNoteProps) {
	if (draft.restoredAt === undefined) return null;
	const locale = intlLocale(i18n.locale);
	const instant = new Date(draft.restoredAt).toISOString();
	const recent = Date.now() - draft.restoredAt < dayMs;
	const when = recent
		? formatTime(instant, locale, browserZone())
		: formatInstant(instant, locale, browserZone());
	return (
		<p role="status" className={classes.note}>
			<Trans>Draft from {when} restored.</Trans>{' '}
			<button type="button" onClick={draft.discard}>
				<Trans>Discard</Trans>
			</button>
		</p>
	);
}
