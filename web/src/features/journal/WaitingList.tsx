import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { loadDraft, saveDraft } from '@/lib/drafts';
import { intlLocale } from '@/lib/i18n';
import { newClientId } from '@/lib/id';
import { useViewer } from '@/lib/viewer';
import { showToast } from '@/ui/toasts';
import { ConflictDialog } from './ConflictDialog';
import { waitingContent } from './content';
import type { WaitingEntry } from './outbox/queue';
import { useKeepWaiting } from './useKeepWaiting';
import { useWaiting } from './useWaiting';
import classes from './WaitingList.module.css';

/** What was saved while the server was not reached, and what became of it. */
export function WaitingList() {
	const { t } = useLingui();
	const waiting = useWaiting();
	if (!waiting || waiting.length === 0) return null;
	return (
		<section className={classes.list} aria-label={t`Waiting on this device`}>
			<h2 className={classes.title}>
				<Trans>Waiting on this device</Trans>
			</h2>
			{waiting.map((item) => (
				<WaitingRow key={item.seq} item={item} />
			))}
		</section>
	);
}

function WaitingRow({ item }: { item: WaitingEntry }) {
	const { t } = useLingui();
	const [comparing, setComparing] = useState(false);
	const keep = useKeepWaiting();
	const edit = useTakeUp(item);
	const conflict = item.trouble?.kind === 'conflict' ? item.trouble : undefined;
	const drop = () => keep((queue) => queue.drop(item.seq), item.userId);
	const discard = async () => {
		await drop();
		const back = (queue: Parameters<Parameters<typeof keep>[0]>[0]) =>
			item.kind === 'write'
				? queue.keepWrite(item.input, item.tried !== 0)
				: queue.keepEdit(item.input, null, item.tried !== 0);
		showToast({
			message: t`Thrown away.`,
			action: { label: t`Undo`, run: () => void keep(back, item.userId) },
		});
	};
	return (
		<article className={classes.row} data-trouble={item.trouble?.kind}>
			<p className={classes.state} role="status">
				<State item={item} />
			</p>
			<p className={classes.text} dir="auto">
				{item.input.body}
			</p>
			<div className={classes.acts}>
				{conflict ? (
					<Button size="xs" onClick={() => setComparing(true)}>
						<Trans>Compare the versions</Trans>
					</Button>
				) : (
					<Button size="xs" variant="default" onClick={() => void edit()}>
						<Trans>Open in the editor</Trans>
					</Button>
				)}
				<Button size="xs" variant="subtle" color="gray" onClick={() => void discard()}>
					<Trans>Throw away</Trans>
				</Button>
			</div>
			{conflict && comparing ? (
				<Compare
					item={item}
					current={conflict.current as EntryCardFragment}
					baseBody={conflict.baseBody}
					onTheirs={() => void drop()}
					onClose={() => setComparing(false)}
				/>
			) : null}
		</article>
	);
}

/** One sentence about where a write stands. */
function State({ item }: { item: WaitingEntry }) {
	const { trouble } = item;
	if (trouble?.kind === 'conflict') return <Trans>This entry changed elsewhere</Trans>;
	if (trouble?.kind === 'refused') {
		const reason = trouble.problems.map((problem) => problem.message).join(' ');
		return <Trans>The server did not take it: {reason}</Trans>;
	}
	return item.kind === 'write' ? (
		<Trans>A new entry, sent as soon as the server can be reached.</Trans>
	) : (
		<Trans>A change, sent as soon as the server can be reached.</Trans>
	);
}

interface CompareProps {
	item: WaitingEntry;
	current: EntryCardFragment;
	baseBody: string | null;
	onTheirs: () => void;
	onClose: () => void;
}

function Compare({ item, current, baseBody, onTheirs, onClose }: CompareProps) {
	const { i18n } = useLingui();
	const { timeZone } = useViewer();
	const keep = useKeepWaiting();
	return (
		<ConflictDialog
			conflict={{ current, baseBody, yourBody: item.input.body }}
			mine={item.input.body}
			savedAt={formatInstant(current.updatedAt, intlLocale(i18n.locale), timeZone)}
			saving={false}
			onSave={(body) => {
				onClose();
				void keep((queue) => queue.resolve(item.seq, body), item.userId);
			}}
			onTakeTheirs={onTheirs}
			onClose={onClose}
		/>
	);
}

/** Takes a waiting write up again: an edit on the page of its entry, a new entry in the full editor. */
function useTakeUp(item: WaitingEntry): () => Promise<void> {
	const { t } = useLingui();
	const navigate = useNavigate();
	const keep = useKeepWaiting();
	const { userId } = item;
	return async () => {
		if (item.kind === 'edit' && item.trouble === null) {
			const params = { entryId: item.subject };
			await navigate({ to: '/journal/$entryId', params, search: { edit: true } });
			return;
		}
		const busy = await loadDraft(userId, 'new').catch(() => undefined);
		if (busy) {
			showToast({
				tone: 'bad',
				message: t`A draft is in the editor already. Save it or throw it away first.`,
			});
			return;
		}
		// What may have arrived keeps its client id, so that it is not written twice.
		const clientId =
			item.kind === 'write' && item.trouble === null ? item.input.clientId : newClientId();
		const content = waitingContent(item.input);
		await saveDraft({
			userId,
			place: 'new',
			baseRevision: 0,
			clientId,
			content,
			savedAt: Date.now(),
		});
		await keep((queue) => queue.drop(item.seq), userId);
		await navigate({ to: '/journal/new' });
	};
}
