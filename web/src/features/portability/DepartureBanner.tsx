import { i18n } from '@lingui/core';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ProblemList, useAct } from '@/features/settings/public';
import { StayDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer, viewerQuery } from '@/lib/viewer';
import { Row } from '@/ui/Field';
import { Note } from '@/ui/Note';

interface DepartureBannerProps {
	departure: { dueAt: string; byAdmin: boolean };
}

/** Says on every page that the account will be deleted, and offers to keep it. */
export function DepartureBanner({ departure }: DepartureBannerProps) {
	const viewer = useViewer();
	const client = useQueryClient();
	const { run, busy, problems, dialog } = useAct();
	const when = formatInstant(departure.dueAt, intlLocale(i18n.locale), viewer.timeZone);
	const stay = async () => {
		if (!(await run(async () => (await request(StayDocument, {})).stay))) return;
		await client.invalidateQueries({ queryKey: ['Archives'] });
		await client.invalidateQueries({ queryKey: viewerQuery.queryKey });
	};
	return (
		<Note>
			<p>
				{departure.byAdmin ? (
					<Trans>
						An administrator has set the end of this account: it will be deleted on {when}. Take
						your data along before.
					</Trans>
				) : (
					<Trans>
						This account will be deleted on {when}. Until then nothing is lost, and you can keep it.
					</Trans>
				)}
			</p>
			<ProblemList problems={problems} />
			<Row>
				{departure.byAdmin ? null : (
					<Button loading={busy} onClick={() => void stay()}>
						<Trans>Keep my account</Trans>
					</Button>
				)}
				<Button component={Link} to="/settings/data" variant="default">
					<Trans>Take my data along</Trans>
				</Button>
			</Row>
			{dialog}
		</Note>
	);
}
