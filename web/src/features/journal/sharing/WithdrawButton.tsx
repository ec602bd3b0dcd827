import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { UnscheduleEntryDocument } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { request } from '@/lib/client';
import { ProblemNote } from './ProblemNote';
import { useAct } from './useAct';
import { useSharingChanged } from './useChangeAudience';

/** Takes a schedule back; the entry stays as it is. */
export function WithdrawButton({ id, title }: { id: string; title: string }) {
	const { t } = useLingui();
	const act = useAct();
	const changed = useSharingChanged();
	const withdraw = async () => {
		const send = async () => (await request(UnscheduleEntryDocument, { id })).unscheduleEntry;
		if (!(await act.run(send))) return;
		announce(t`The entry stays as it is.`);
		changed();
	};
	return (
		<>
			<Button
				size="xs"
				variant="default"
				loading={act.busy}
				aria-label={t`Withdraw “${title}”`}
				onClick={() => void withdraw()}
			>
				<Trans>Withdraw</Trans>
			</Button>
			<ProblemNote problems={act.problems} />
		</>
	);
}
