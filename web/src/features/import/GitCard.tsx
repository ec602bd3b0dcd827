import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import classes from './Import.module.css';

/** How commits come in: from the terminal, where the repositories are. */
export function GitCard() {
	const { t } = useLingui();
	const address = window.location.origin;
	return (
		<Card title={t`Commits from git`}>
			<div className={classes.part}>
				<p>
					<Trans>
						Your commits become drafts, one for each repository and day. The command runs where your
						repositories are; nothing but your own commits leaves that machine.
					</Trans>
				</p>
				<p>
					<Trans>
						1. Make a <Link to="/settings/tokens">token</Link> that may write entries, and hand it
						to the terminal:
					</Trans>
				</p>
				<CopyBox
					label={t`Commands that set the address and the token`}
					text={`export TAMATAR_URL=${address} TAMATAR_TOKEN=tmt_…`}
				/>
				<p>
					<Trans>2. See what would come in:</Trans>
				</p>
				<CopyBox
					label={t`Command that only says what would happen`}
					text="tamatar import git --dry-run ~/src/project"
				/>
				<p>
					<Trans>3. Bring it in. Running it again adds nothing twice.</Trans>
				</p>
				<CopyBox label={t`Command that imports commits`} text="tamatar import git ~/src/project" />
			</div>
		</Card>
	);
}
