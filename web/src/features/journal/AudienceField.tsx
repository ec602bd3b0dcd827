import { useLingui } from '@lingui/react/macro';
import type { Audience } from '@/gql/graphql';
import { SelectField } from '@/ui/Field';

/** Names of the audiences, and who that is in plain words. */
export function useAudiences(): Record<Audience, { name: string; who: string }> {
	const { t } = useLingui();
	return {
		PRIVATE: { name: t`Private`, who: t`Only you can see it.` },
		FOLLOWERS: { name: t`Followers`, who: t`You, and people who follow you.` },
		TEAM: { name: t`Team`, who: t`You, and the people of your teams.` },
		UNLISTED: { name: t`Unlisted`, who: t`Anyone who has the link; it is listed nowhere.` },
		PUBLIC: { name: t`Public`, who: t`Anyone, also people without an account.` },
	};
}

const order: readonly Audience[] = ['PRIVATE', 'FOLLOWERS', 'TEAM', 'UNLISTED', 'PUBLIC'];

interface AudienceFieldProps {
	value: Audience;
	onChange: (audience: Audience) => void;
	problem?: string | undefined;
}

/** Who may see an entry, with the words for it below. */
export function AudienceField({ value, onChange, problem }: AudienceFieldProps) {
	const { t } = useLingui();
	const audiences = useAudiences();
	return (
		<SelectField
			label={t`Who can see it`}
			hint={audiences[value].who}
			problem={problem}
			value={value}
			onChange={(event) => onChange(event.target.value as Audience)}
		>
			{order.map((audience) => (
				<option key={audience} value={audience}>
					{audiences[audience].name}
				</option>
			))}
		</SelectField>
	);
}
