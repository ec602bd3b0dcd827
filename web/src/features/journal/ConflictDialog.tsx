import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Dialog } from '@/ui/Dialog';
import { TextAreaField } from '@/ui/Field';
import classes from './ConflictDialog.module.css';
import { merge } from './merge';
import type { Conflict } from './useEditEntry';
import { type DiffPart, wordDiff } from './word-diff';

interface ConflictDialogProps {
	conflict: Conflict;
	/** The text in the form now. */
	mine: string;
	/** When the other version was saved, in words. */
	savedAt: string;
	saving: boolean;
	/** Saves this text on top of theirs. */
	onSave: (body: string) => void;
	onTakeTheirs: () => void;
	/** Back to writing; nothing is decided. */
	onClose: () => void;
}

/** Both versions of an entry that changed elsewhere while it was edited here. Nothing is lost either way. */
export function ConflictDialog(props: ConflictDialogProps) {
	const { conflict, mine, savedAt, saving, onSave, onTakeTheirs, onClose } = props;
	const { t } = useLingui();
	const theirs = conflict.current.body;
	const parts = useMemo(() => wordDiff(mine, theirs), [mine, theirs]);
	const merged = useMemo(
		() => merge(conflict.baseBody, mine, theirs),
		[conflict.baseBody, mine, theirs],
	);
	const [text, setText] = useState<string>();

	return (
		<Dialog open onClose={onClose} title={t`This entry changed elsewhere`} size="lg">
			{text === undefined ? (
				<>
					<p>
						<Trans>
							Another version was saved on {savedAt}, after you began. Choose what to keep; until
							then both are safe.
						</Trans>
					</p>
					<div className={classes.sides}>
						<Side title={t`Your version`} parts={parts} kind="mine" />
						<Side title={t`Saved version`} parts={parts} kind="theirs" />
					</div>
					<div className={classes.choices}>
						<Button onClick={() => onSave(mine)} loading={saving}>
							<Trans>Keep mine</Trans>
						</Button>
						<Button variant="default" disabled={saving} onClick={onTakeTheirs}>
							<Trans>Take the saved one</Trans>
						</Button>
						<Button variant="default" disabled={saving} onClick={() => setText(merged.text)}>
							<Trans>Merge by hand</Trans>
						</Button>
					</div>
				</>
			) : (
				<>
					<TextAreaField
						label={t`Merged text`}
						hint={
							merged.clashes > 0
								? t`Where both changed the same lines, both stand here, the saved ones first.`
								: t`The changes of both versions, put together.`
						}
						dir="auto"
						rows={14}
						value={text}
						onChange={(event) => setText(event.target.value)}
					/>
					<div className={classes.choices}>
						<Button onClick={() => onSave(text)} loading={saving} disabled={text.trim() === ''}>
							<Trans>Save the merged text</Trans>
						</Button>
						<Button variant="default" disabled={saving} onClick={() => setText(undefined)}>
							<Trans>Back to both versions</Trans>
						</Button>
					</div>
				</>
			)}
		</Dialog>
	);
}

interface SideProps {
	title: string;
	parts: readonly DiffPart[];
	kind: 'mine' | 'theirs';
}

function Side({ title, parts, kind }: SideProps) {
	const { t } = useLingui();
	const changed = kind === 'mine' ? t`only in yours` : t`only in the saved one`;
	return (
		<div className={classes.side}>
			<h3>{title}</h3>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
			<section className={classes.text} dir="auto" aria-label={title} tabIndex={0}>
				{parts
					.filter((part) => part.kind === 'same' || part.kind === kind)
					.map((part, index) =>
						part.kind === 'same' ? (
							// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
							<span key={index}>{part.text}</span>
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: as above
							<mark key={index} data-kind={kind} title={changed}>
								{part.text}
							</mark>
						),
					)}
			</section>
		</div>
	);
}
