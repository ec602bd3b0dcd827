import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { at } from '@/lib/base';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import { Stack } from '@/ui/Field';

/** The ways that need a token: they can read as well. */
export function ProgramsCard() {
	const { t } = useLingui();
	const home = `${window.location.origin}${at('')}`;
	return (
		<Card title={t`Terminal and agents`}>
			<Stack>
				<p>
					<Trans>The command line signs in once, then a line is an entry:</Trans>
				</p>
				<CopyBox label={t`Sign in`} text={`tamatar login ${home}`} />
				<CopyBox label={t`Write an entry`} text={'tamatar log "Fixed the flaky test #go"'} />
				<p>
					<Trans>
						Agents speak MCP with a token that you give them under{' '}
						<Link to="/settings/tokens">Tokens</Link>. Their address:
					</Trans>
				</p>
				<CopyBox label={t`Address for agents`} text={`${home}/mcp`} />
			</Stack>
		</Card>
	);
}
