import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import { AdminSetFileQuotaDocument, AdminStorageDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { useBytes } from '@/lib/useBytes';
import { ErrorNote } from '@/ui/ErrorNote';
import { Form, Row, TextField } from '@/ui/Field';

/** The most that a person may be given, in megabytes. */
const most = 1_048_576;

interface PersonSpaceProps {
	id: string;
	onDone: () => void;
}

/** The space for files of one person: what they use, and what they may use. */
export function PersonSpace({ id, onDone }: PersonSpaceProps) {
	const query = useQuery(gqlQuery(AdminStorageDocument, { userId: id }));
	const storage = query.data?.adminStorage;
	if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
	if (!storage) return <Skeleton height={96} radius="md" />;
	const changed = async () => {
		await query.refetch();
		onDone();
	};
	return <SpaceForm id={id} {...storage} onDone={() => void changed()} />;
}

interface SpaceFormProps extends PersonSpaceProps {
	usedBytes: number;
	files: number;
	megabytes: number | null;
	usualMegabytes: number;
}

function SpaceForm({ id, usedBytes, files, megabytes, usualMegabytes, onDone }: SpaceFormProps) {
	const { t } = useLingui();
	const act = useAct('megabytes');
	const used = useBytes()(usedBytes);
	const [value, setValue] = useState(megabytes === null ? '' : String(megabytes));
	const [bad, setBad] = useState(false);
	const submit = async () => {
		const typed = value.trim();
		const wrong = typed !== '' && !(/^\d{1,7}$/.test(typed) && Number(typed) <= most);
		setBad(wrong);
		if (wrong) return;
		const chosen = typed === '' ? null : Number(typed);
		const answer = await act.run(
			async () =>
				(await request(AdminSetFileQuotaDocument, { userId: id, megabytes: chosen }))
					.adminSetFileQuota,
		);
		if (answer) onDone();
	};
	return (
		<Form onSubmit={() => void submit()} label={t`Space for files`}>
			<TextField
				label={t`Space for files, in megabytes`}
				hint={t`Empty: the usual ${usualMegabytes}.`}
				inputMode="numeric"
				value={value}
				problem={
					bad
						? t`Write a whole number from 0 to ${most}, or leave the field empty.`
						: act.problems.of('megabytes')
				}
				onChange={(event) => setValue(event.target.value)}
			/>
			<p className="num">
				<Trans>In use: {used}</Trans>
				{' · '}
				<Plural value={files} one="# file" other="# files" />
			</p>
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" variant="default" loading={act.busy}>
					<Trans>Set the space</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
