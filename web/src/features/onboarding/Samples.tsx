import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LoadSamplesDocument, RemoveSamplesDocument, SamplesDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { Card } from '@/ui/Card';
import { ErrorNote, useErrorText } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { showToast } from '@/ui/toasts';

/** Entries to look around with: they come and go with one button, and what the person has changed stays. */
export function Samples() {
	const { t } = useLingui();
	const client = useQueryClient();
	const errorText = useErrorText();
	const query = useQuery(gqlQuery(SamplesDocument, {}));
	const [busy, setBusy] = useState(false);
	const samples = query.data?.viewer?.samples;
	const { untouched = 0, edited = 0 } = samples ?? {};
	const does = async (act: () => Promise<unknown>, said: string) => {
		setBusy(true);
		try {
			await act();
			showToast({ tone: 'good', message: said });
			await client.invalidateQueries();
		} catch (error) {
			showToast({ tone: 'bad', message: errorText(error) });
		} finally {
			setBusy(false);
		}
	};
	return (
		<Card title={t`Sample entries`}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={72} radius="md" /> : null}
			{samples ? (
				<Stack>
					<p>
						<Trans>
							Five weeks of entries to look around with. Only you see them, and they go as they
							came.
						</Trans>
					</p>
					{untouched > 0 ? (
						<p>
							<Plural
								value={untouched}
								one="# sample entry is in your journal."
								other="# sample entries are in your journal."
							/>
						</p>
					) : null}
					{edited > 0 ? (
						<p>
							<Plural
								value={edited}
								one="You changed # of them: it is yours, and stays."
								other="You changed # of them: they are yours, and stay."
							/>
						</p>
					) : null}
					<Row>
						{untouched > 0 ? (
							<Button
								variant="default"
								loading={busy}
								onClick={() =>
									void does(
										() => request(RemoveSamplesDocument, {}),
										t`The sample entries are gone.`,
									)
								}
							>
								<Trans>Remove the sample entries</Trans>
							</Button>
						) : (
							<Button
								variant="default"
								loading={busy}
								onClick={() =>
									void does(
										() => request(LoadSamplesDocument, {}),
										t`The sample entries are there. Settings, “Your data” removes them again.`,
									)
								}
							>
								<Trans>Load sample entries</Trans>
							</Button>
						)}
					</Row>
				</Stack>
			) : null}
		</Card>
	);
}
