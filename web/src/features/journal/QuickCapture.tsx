import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { type Draft, dropDraft, loadDraft, readMirror, saveDraft } from '@/lib/drafts';
import { newClientId } from '@/lib/id';
import { useShortcuts } from '@/lib/shortcuts';
import { useViewer } from '@/lib/viewer';
import { useErrorText } from '@/ui/ErrorNote';
import { KeyCaps } from '@/ui/KeyCaps';
import { showToast } from '@/ui/toasts';
import classes from './QuickCapture.module.css';
import { useWriteEntry } from './useWriteEntry';

interface QuickCaptureProps {
	/** Takes the focus when the page opens, where that does not open a keyboard on screen. */
	autoFocus?: boolean;
	/** Where its draft is kept. */
	place?: string;
	rows?: number;
	onSaved?: (entry: EntryCardFragment) => void;
}

/** A box to log something in one breath. What is typed is kept until it is saved. */
export function QuickCapture({
	autoFocus = false,
	place = 'capture',
	rows = 2,
	onSaved,
}: QuickCaptureProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const write = useWriteEntry();
	const errorText = useErrorText();
	const id = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	const first = useRef(readMirror<string>(viewer.user.id, place));
	const clientId = useRef(first.current?.clientId ?? newClientId());
	const [text, setText] = useState(first.current?.content ?? '');
	const [saving, setSaving] = useState(false);
	const [problem, setProblem] = useState<string>();

	useEffect(() => {
		if (autoFocus && window.matchMedia('(hover: hover) and (pointer: fine)').matches) {
			field.current?.focus({ preventScroll: true });
		}
	}, [autoFocus]);

	useEffect(() => {
		if (first.current) return;
		let stale = false;
		void loadDraft<string>(viewer.user.id, place).then((draft) => {
			if (stale || !draft?.content) return;
			clientId.current = draft.clientId;
			setText((now) => now || draft.content);
		});
		return () => {
			stale = true;
		};
	}, [viewer.user.id, place]);

	const keep = (content: string) => {
		setText(content);
		setProblem(undefined);
		const draft: Draft<string> = {
			userId: viewer.user.id,
			place,
			baseRevision: 0,
			clientId: clientId.current,
			content,
			savedAt: Date.now(),
		};
		void saveDraft(draft).catch(() => {});
	};

	const save = useCallback(async () => {
		const body = text.trim();
		if (body === '' || saving) return;
		setSaving(true);
		setProblem(undefined);
		try {
			const { entry, errors } = await write({ clientId: clientId.current, body: text });
			if (!entry) {
				setProblem(errors[0]?.message);
				return;
			}
			await dropDraft(viewer.user.id, place).catch(() => {});
			clientId.current = newClientId();
			setText('');
			announce(t`Saved`);
			showToast({ tone: 'good', message: t`Saved.` });
			onSaved?.(entry);
		} catch (error) {
			setProblem(errorText(error));
		} finally {
			setSaving(false);
		}
	}, [text, saving, write, viewer.user.id, place, t, onSaved, errorText]);

	useShortcuts([
		{
			keys: 'mod+enter',
			label: t`Save the entry`,
			group: t`Writing`,
			run: () => void save(),
			whileTyping: true,
		},
	]);

	return (
		<form
			className={classes.capture}
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<label htmlFor={id} className={classes.label}>
				<Trans>What did you do or learn?</Trans>
			</label>
			<textarea
				ref={field}
				id={id}
				data-autofocus={autoFocus || undefined}
				className={classes.field}
				rows={rows}
				value={text}
				placeholder={t`Fixed the flaky test. Learned why it was flaky. #go`}
				aria-invalid={problem ? true : undefined}
				aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
				onChange={(event) => keep(event.target.value)}
			/>
			{problem ? (
				<p id={`${id}-problem`} role="alert" className={classes.problem}>
					{problem}
				</p>
			) : null}
			<div className={classes.foot}>
				<span id={`${id}-hint`} className={classes.hint}>
					<Trans>Markdown works, and #tags.</Trans>
				</span>
				<span className={classes.keys} aria-hidden="true">
					<KeyCaps keys="mod+enter" />
				</span>
				<Button type="submit" loading={saving} disabled={text.trim() === ''}>
					<Trans>Save</Trans>
				</Button>
			</div>
		</form>
	);
}
