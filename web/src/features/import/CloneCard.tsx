import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { at } from '@/lib/base';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import classes from './Import.module.css';

/** How the journal is taken along as a git repository. */
export function CloneCard() {
	const { t } = useLingui();
	const { handle } = useViewer().user;
	const address = `${window.location.origin}${at(`/git/${handle}/journal.git`)}`;
	return (
		<Card title={t`Your journal as a git repository`}>
			<div className={classes.part}>
				<p>
					<Trans>
						The same files as in the export, with their history. When git asks for a password, give
						it a <Link to="/settings/tokens">token</Link> that may read.
					</Trans>
				</p>
				<CopyBox label={t`Command that clones your journal`} text={`git clone ${address}`} />
			</div>
		</Card>
	);
}
