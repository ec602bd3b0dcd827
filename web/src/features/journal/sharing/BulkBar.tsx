import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Audience } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { useShortcuts } from '@/lib/shortcuts';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';
import { AudienceField } from '../AudienceField';
import classes from './BulkBar.module.css';
import { outlook } from './change';
import { useChangeAudience } from './useChangeAudience';
import type { Selection, Sharable } from './useSelection';
import { mostAtOnce, type Walk, walked } from './walk';

interface BulkBarProps {
	selection: Selection;
	/** What the page shows now. */
	shown: readonly Sharable[];
	/** Everything that the page would show, were it read to the end. */
	walk: Walk;
}

/** Below the page while entries are selected: how many, what a change would do, and the change. */
export function BulkBar({ selection, shown, walk }: BulkBarProps) {
	const { t } = useLingui();
	const errorText = useErrorText();
	const change = useChangeAudience();
	const [to, setTo] = useState<Audience>('PRIVATE');
	const [busy, setBusy] = useState<'all' | 'change'>();
	const chosen = [...selection.chosen.values()];
	const ahead = outlook(chosen, to);
	const count = chosen.length;
	const moving = ahead.wider + ahead.narrower;
	const tell = (n: number) =>
		announce(t`${plural(n, { one: '# entry selected', other: '# entries selected' })}`);

	const all = async () => {
		setBusy('all');
		try {
			const found = await walked(walk);
			selection.add(found);
			tell(new Set([...selection.chosen.keys(), ...found.map((e) => e.id)]).size);
			if (found.length >= mostAtOnce) {
				showToast({ message: t`These are the newest ${mostAtOnce}. Change them, then go on.` });
			}
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
		} finally {
			setBusy(undefined);
		}
	};
	const run = async () => {
		setBusy('change');
		const changes = chosen
			.filter((e) => !e.draft && e.audience !== to)
			.map(({ id }) => ({ id, audience: to }));
		const n = await change(changes);
		setBusy(undefined);
		if (n > 0) selection.end();
	};
	const current = () => {
		const id = document.activeElement?.closest<HTMLElement>('[data-entry]')?.dataset.entry;
		const entry = shown.find((e) => e.id === id);
		if (!entry) return;
		selection.toggle(entry);
		tell(count + (selection.chosen.has(entry.id) ? -1 : 1));
	};
	const group = t`Selecting`;
	useShortcuts([
		{ keys: 'x', label: t`Select the entry, or not`, group, run: current },
		{ keys: 'a', label: t`Select all`, group, run: () => void all() },
		{ keys: 'escape', label: t`Stop selecting`, group, run: selection.end },
	]);

	return (
		<section className={classes.bar} aria-label={t`Selected entries`}>
			<div className={classes.row}>
				<strong className={classes.count}>
					<Plural
						value={count}
						_0="Nothing selected yet"
						one="# entry selected"
						other="# entries selected"
					/>
				</strong>
				<Button
					size="xs"
					variant="default"
					loading={busy === 'all'}
					onClick={() => void all()}
					aria-keyshortcuts="a"
				>
					<Trans>Select all</Trans>
				</Button>
				<Button
					size="xs"
					variant="subtle"
					color="gray"
					disabled={count === 0}
					onClick={selection.clear}
				>
					<Trans>Select none</Trans>
				</Button>
				<Button size="xs" variant="subtle" color="gray" onClick={selection.end}>
					<Trans>Stop selecting</Trans>
				</Button>
			</div>
			{count === 0 ? (
				<p className={classes.hint}>
					<Trans>Tick entries, or go through them with j and k and press x.</Trans>
				</p>
			) : (
				<div className={classes.act}>
					<AudienceField value={to} onChange={setTo} />
					<div className={classes.words}>
						<p aria-live="polite">
							{[
								ahead.narrower > 0
									? t`${plural(ahead.narrower, { one: '# is seen by fewer', other: '# are seen by fewer' })}`
									: '',
								ahead.wider > 0
									? t`${plural(ahead.wider, { one: '# is seen by more', other: '# are seen by more' })}`
									: '',
								ahead.same > 0
									? t`${plural(ahead.same, { one: '# stays as it is', other: '# stay as they are' })}`
									: '',
							]
								.filter((w) => w !== '')
								.join(' · ')}
						</p>
						{ahead.closed > 0 ? (
							<p>
								<Trans>Links to what strangers may not see any more end for good.</Trans>
							</p>
						) : null}
						<Button loading={busy === 'change'} disabled={moving === 0} onClick={() => void run()}>
							<Plural value={moving} one="Change # entry" other="Change # entries" />
						</Button>
					</div>
				</div>
			)}
		</section>
	);
}
