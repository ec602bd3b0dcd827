import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AdminLeavingFragment, AdminPersonFragment } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { RowItem, Sign } from '@/ui/RowList';
import { useRoleNames, useStatusNames } from './names';
import { PersonDialog } from './PersonDialog';

interface PersonRowProps {
	person: AdminPersonFragment;
	/** Set when the account is about to be deleted. */
	departure: AdminLeavingFragment | undefined;
	onChanged: () => void;
}

/** One account: who it is, its state, and a door to what can be done with it. */
export function PersonRow({ person, departure, onChanged }: PersonRowProps) {
	const { t } = useLingui();
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	const roles = useRoleNames();
	const statuses = useStatusNames();
	const [open, setOpen] = useState(false);
	const since = formatInstant(person.createdAt, locale, viewer.timeZone, { dateStyle: 'medium' });
	const name = person.displayName;
	const ends =
		departure && formatInstant(departure.dueAt, locale, viewer.timeZone, { dateStyle: 'medium' });
	return (
		<>
			<RowItem
				title={name}
				mark={
					<>
						<span dir="ltr">@{person.handle}</span>{' '}
						{person.role === 'ADMIN' ? <Sign>{roles.ADMIN}</Sign> : null}{' '}
						{person.status === 'ACTIVE' ? null : (
							<Sign tone={person.status === 'PENDING' ? 'warn' : 'bad'}>
								{statuses[person.status]}
							</Sign>
						)}{' '}
						{ends ? (
							<Sign tone="warn">
								<Trans>ends {ends}</Trans>
							</Sign>
						) : null}
					</>
				}
				detail={
					<>
						<span dir="ltr">{person.email}</span>
						{person.emailVerified ? null : (
							<>
								{' · '}
								<Trans>not verified</Trans>
							</>
						)}
						{' · '}
						<Trans>since {since}</Trans>
						{' · '}
						<Plural value={person.sessionCount} one="# session" other="# sessions" />
					</>
				}
			>
				{person.status === 'DELETED' ? null : (
					<Button
						variant="default"
						size="xs"
						aria-label={t`Manage ${name}`}
						onClick={() => setOpen(true)}
					>
						<Trans>Manage</Trans>
					</Button>
				)}
			</RowItem>
			<PersonDialog
				open={open}
				person={person}
				departure={departure}
				onClose={() => setOpen(false)}
				onChanged={onChanged}
			/>
		</>
	);
}
