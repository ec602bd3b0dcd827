import { Trans, useLingui } from '@lingui/react/macro';
import { createLazyRoute, useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { Page } from '@/ui/Page';
import { showToast } from '@/ui/toasts';
import { emptyContent, writeInput } from './content';
import { EntryForm } from './EntryForm';
import { Beside } from './evidence/Beside';
import { useHandover, useIntoForm } from './evidence/useIntoForm';
import { useScheduleWish } from './sharing/useScheduleWish';
import { takeOut } from './templates/take-out';
import { useEditEntry } from './useEditEntry';
import { useKeptDraft } from './useKeptDraft';
import { useSavedAs } from './useSavedAs';
import { useSaveState } from './useSaveState';
import { useShared } from './useShared';
import { useTellKept } from './useTellKept';
import { useToday } from './useToday';
import { useWriteEntry } from './useWriteEntry';

export const Route = createLazyRoute('/shell/journal/new')({ component: NewEntryPage });

function NewEntryPage() {
	const { t } = useLingui();
	const search = Route.useSearch();
	const { day } = search;
	const navigate = useNavigate();
	const router = useRouter();
	const today = useToday();
	// One form for the life of the page: midnight must not begin it anew.
	const [initial] = useState(() => ({
		...emptyContent,
		body: '',
		day: day && day !== today.day ? day : null,
	}));
	const draft = useKeptDraft('new', initial, 0);
	useShared(draft, search);
	const into = useIntoForm(draft);
	useHandover(draft.ready, into);
	const write = useWriteEntry();
	const edit = useEditEntry();
	const savedAs = useSavedAs();
	const tellKept = useTellKept();
	const schedule = useScheduleWish();
	const state = useSaveState(async (firstTried) => {
		const content = draft.now();
		const input = writeInput(content, draft.clientId);
		const saved = await write(firstTried ? { ...input, loggedAt: firstTried } : input);
		if (saved.kept) {
			await draft.done();
			await takeOut(content, edit);
			tellKept();
			schedule.tellUnkept();
			await navigate({ to: '/journal' });
			return [];
		}
		const { entry, errors } = saved;
		if (!entry) return errors;
		await draft.done();
		await takeOut(content, edit);
		await schedule.keep(entry);
		announce(t`Saved`);
		showToast({
			tone: 'good',
			message: savedAs(entry.day),
			action: {
				label: t`Open`,
				run: () => void navigate({ to: '/journal/$entryId', params: { entryId: entry.id } }),
			},
		});
		const shown = entry.day === today.day ? {} : { day: entry.day };
		await navigate({ to: '/journal', search: shown });
		return [];
	});

	const leave = () => {
		if (draft.now().body.trim() !== '') showToast({ message: t`Your draft is kept.` });
		if (router.history.canGoBack()) router.history.back();
		else void navigate({ to: '/journal' });
	};

	return (
		<Page
			title={t`Write an entry`}
			width="reading"
			lead={
				today.still ? <Trans>Still {today.still}: your day has not begun yet.</Trans> : undefined
			}
		>
			<Beside day={draft.content.day ?? today.day} into={into}>
				<EntryForm
					draft={draft}
					label={t`New entry`}
					saveLabel={t`Save the entry`}
					saving={state.saving}
					problems={state.problems}
					unreached={state.unreached}
					schedule={schedule}
					fresh
					onSave={() => void state.run()}
					onLeave={leave}
				/>
			</Beside>
		</Page>
	);
}
