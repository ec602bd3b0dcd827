import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
	DropTagAliasDocument,
	MergeTagsDocument,
	type MergeTagsMutation,
	SetTagAliasDocument,
	UpdateTagDocument,
} from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { useGqlMutation } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorText } from '@/ui/ErrorNote';
import { Form, Row, SelectField, Stack, TextField } from '@/ui/Field';
import type { TagUse } from './Tags.lazy';
import classes from './Tags.module.css';

interface TagDialogProps {
	/** The tag to edit; closed without one. */
	use: TagUse | undefined;
	all: readonly TagUse[];
	onClose: () => void;
}

/** Renames, colours, describes and merges a tag, and keeps its aliases. */
export function TagDialog({ use, all, onClose }: TagDialogProps) {
	const { t } = useLingui();
	return (
		<Dialog open={use !== undefined} onClose={onClose} title={use ? `#${use.tag.name}` : t`Tags`}>
			{use ? (
				<Stack>
					<TagForm use={use} onDone={onClose} />
					<AliasForm use={use} />
					<MergeForm use={use} all={all} onDone={onClose} />
				</Stack>
			) : null}
		</Dialog>
	);
}

/** Reads tags and entries again, after tags have changed. */
function useChanged(): () => void {
	const queryClient = useQueryClient();
	return () => void queryClient.invalidateQueries();
}

function TagForm({ use, onDone }: { use: TagUse; onDone: () => void }) {
	const { t } = useLingui();
	const changed = useChanged();
	const errorText = useErrorText();
	const [name, setName] = useState(use.tag.name);
	const [color, setColor] = useState(use.tag.color);
	const [description, setDescription] = useState(use.tag.description);
	const [problem, setProblem] = useState<string>();
	const update = useGqlMutation(UpdateTagDocument, {
		onError: (error) => setProblem(errorText(error)),
		onSuccess: ({ updateTag }) => {
			const wrong = updateTag.errors[0];
			if (wrong) return setProblem(wrong.message);
			announce(t`Saved`);
			changed();
			onDone();
		},
	});
	const colors = {
		'': t`none`,
		ember: t`ember`,
		pine: t`pine`,
		gold: t`gold`,
		sky: t`sky`,
		plum: t`plum`,
		stone: t`stone`,
	};
	return (
		<Form
			label={t`Name and colour`}
			onSubmit={() => update.mutate({ input: { id: use.tag.id, name, color, description } })}
		>
			<TextField
				label={t`Name`}
				hint={t`The old name stays as an alias. No text is changed.`}
				value={name}
				problem={problem}
				maxLength={64}
				onChange={(event) => setName(event.target.value)}
			/>
			<SelectField
				label={t`Colour`}
				value={color}
				onChange={(event) => setColor(event.target.value)}
			>
				{Object.entries(colors).map(([value, label]) => (
					<option key={value} value={value}>
						{label}
					</option>
				))}
			</SelectField>
			<TextField
				label={t`Description`}
				value={description}
				maxLength={300}
				dir="auto"
				onChange={(event) => setDescription(event.target.value)}
			/>
			<Row>
				<Button type="submit" loading={update.isPending}>
					<Trans>Save</Trans>
				</Button>
			</Row>
		</Form>
	);
}

function AliasForm({ use }: { use: TagUse }) {
	const { t } = useLingui();
	const changed = useChanged();
	const [name, setName] = useState('');
	const [problem, setProblem] = useState<string>();
	const add = useGqlMutation(SetTagAliasDocument, {
		onSuccess: ({ setTagAlias }) => {
			const wrong = setTagAlias.errors[0];
			setProblem(wrong?.message);
			if (wrong) return;
			setName('');
			changed();
		},
	});
	const drop = useGqlMutation(DropTagAliasDocument, { onSuccess: changed });
	return (
		<Form
			label={t`Aliases`}
			onSubmit={() => name.trim() && add.mutate({ id: use.tag.id, name: name.trim() })}
		>
			<TextField
				label={t`New alias`}
				hint={t`Another name that leads here, such as golang for go.`}
				value={name}
				problem={problem}
				maxLength={64}
				onChange={(event) => setName(event.target.value)}
			/>
			<Row>
				<Button type="submit" variant="default" loading={add.isPending}>
					<Trans>Add the alias</Trans>
				</Button>
				{use.aliases.map((alias) => (
					<Button
						key={alias}
						variant="subtle"
						color="gray"
						onClick={() => drop.mutate({ name: alias })}
					>
						<Trans>
							Free <bdi>{alias}</bdi>
						</Trans>
					</Button>
				))}
			</Row>
		</Form>
	);
}

type Changes = MergeTagsMutation['mergeTags']['changes'];

function MergeForm({
	use,
	all,
	onDone,
}: {
	use: TagUse;
	all: readonly TagUse[];
	onDone: () => void;
}) {
	const { t } = useLingui();
	const changed = useChanged();
	const [into, setInto] = useState('');
	const [problem, setProblem] = useState<string>();
	const [changes, setChanges] = useState<Changes>();
	const merge = useGqlMutation(MergeTagsDocument, {
		onSuccess: ({ mergeTags }, { input }) => {
			const wrong = mergeTags.errors[0];
			setProblem(wrong?.message);
			if (wrong) return;
			if (input.dryRun) return setChanges(mergeTags.changes);
			announce(t`Merged`);
			changed();
			onDone();
		},
	});
	const others = all.filter((other) => other.tag.id !== use.tag.id);
	if (others.length === 0) return null;
	const run = (dryRun: boolean) =>
		into && merge.mutate({ input: { from: use.tag.id, into, dryRun } });
	return (
		<Form label={t`Merge`} onSubmit={() => run(changes === undefined)}>
			<SelectField
				label={t`Merge into`}
				value={into}
				problem={problem}
				onChange={(event) => {
					setInto(event.target.value);
					setChanges(undefined);
				}}
			>
				<option value="">{t`Choose a tag`}</option>
				{others.map((other) => (
					<option key={other.tag.id} value={other.tag.id}>
						{other.tag.name}
					</option>
				))}
			</SelectField>
			{changes ? (
				<ul className={classes.changes} aria-live="polite">
					{changes.map((change) => (
						<li key={change.from}>
							<bdi>#{change.from}</bdi> → <bdi>#{change.to}</bdi>
						</li>
					))}
				</ul>
			) : null}
			<Row>
				<Button type="submit" variant="default" disabled={!into} loading={merge.isPending}>
					{changes ? <Trans>Merge</Trans> : <Trans>See what changes</Trans>}
				</Button>
			</Row>
		</Form>
	);
}
