import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { SignInMethodsDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { Row } from '@/ui/Field';
import { ProblemList } from './ProblemList';
import { startProvider } from './startProvider';
import { useProblems } from './useProblems';

interface ProviderConfirmProps {
	/** There is no other way to confirm. */
	alone: boolean;
}

/** In place of a password: signing in anew with a linked provider confirms the session, and leads back to this page. */
export function ProviderConfirm({ alone }: ProviderConfirmProps) {
	const query = useQuery(gqlQuery(SignInMethodsDocument, {}));
	const problems = useProblems();
	const all = query.data?.viewer?.signInMethods.links ?? [];
	const links = all.filter((link) => link.provider.confirms);
	if (links.length === 0) {
		return alone && all.length > 0 ? (
			<p>
				<Trans>Your provider cannot confirm it. Sign out and in again, then come back here.</Trans>
			</p>
		) : null;
	}
	const confirm = async (slug: string) => {
		try {
			problems.take((await startProvider(slug, true)).errors);
		} catch (error) {
			problems.takeThrown(error);
		}
	};
	return (
		<>
			<p>
				<Trans>Or sign in with a provider anew. You come back to this page; then try again.</Trans>
			</p>
			<Row>
				{links.map(({ id, provider }) => (
					<Button key={id} variant="default" onClick={() => void confirm(provider.slug)}>
						<Trans>Confirm with {provider.name}</Trans>
					</Button>
				))}
			</Row>
			<ProblemList problems={problems} />
		</>
	);
}
