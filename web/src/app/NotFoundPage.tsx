import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Page } from '@/ui/Page';

/** There is nothing at this address, or nothing that the person may see. */
export function NotFoundPage() {
	const { t } = useLingui();
	return (
		<Page
			title={t`Nothing grows here`}
			lead={
				<Trans>
					This address leads nowhere, or to something that is not yours. Perhaps the link was cut
					off.
				</Trans>
			}
		>
			<div>
				<Button component={Link} to="/">
					<Trans>Go to today</Trans>
				</Button>
			</div>
		</Page>
	);
}
