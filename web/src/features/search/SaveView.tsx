import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useRef, useState } from 'react';
import { CreateViewDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { newClientId } from '@/lib/id';
import { useGqlMutation } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorText } from '@/ui/ErrorNote';
import { CheckField, Form, Row, TextField } from '@/ui/Field';

/** Keeps a query under a name. */
export function SaveView({ query }: { query: string }) {
	const { t } = useLingui();
	const queryClient = useQueryClient();
	const errorText = useErrorText();
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [pinned, setPinned] = useState(true);
	const [problem, setProblem] = useState<string>();
	const clientId = useRef(newClientId());
	const create = useGqlMutation(CreateViewDocument, {
		onError: (error) => setProblem(errorText(error)),
		onSuccess: ({ createView }) => {
			const wrong = createView.errors[0];
			if (wrong) return setProblem(wrong.message);
			clientId.current = newClientId();
			setOpen(false);
			setName('');
			announce(t`Saved`);
			void queryClient.invalidateQueries({ queryKey: ['Views'] });
		},
	});
	return (
		<>
			<Button
				variant="default"
				leftSection={<Bookmark size={16} aria-hidden />}
				onClick={() => {
					setProblem(undefined);
					setOpen(true);
				}}
			>
				<Trans>Save this search</Trans>
			</Button>
			<Dialog open={open} onClose={() => setOpen(false)} title={t`Save this search`} size="sm">
				<Form
					onSubmit={() =>
						create.mutate({
							input: { clientId: clientId.current, name: name.trim(), query, pinned },
						})
					}
				>
					<TextField
						label={t`Name`}
						value={name}
						maxLength={60}
						required
						problem={problem}
						onChange={(event) => setName(event.target.value)}
					/>
					<CheckField
						label={t`Show in the navigation`}
						checked={pinned}
						onChange={(event) => setPinned(event.target.checked)}
					/>
					<Row>
						<Button type="submit" loading={create.isPending}>
							<Trans>Save</Trans>
						</Button>
					</Row>
				</Form>
			</Dialog>
		</>
	);
}
