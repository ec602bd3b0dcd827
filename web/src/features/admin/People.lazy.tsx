import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { AdminPeopleDocument, type UserStatus } from '@/gql/graphql';
import { request } from '@/lib/client';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Pair, SelectField, TextField } from '@/ui/Field';
import { RowList } from '@/ui/RowList';
import { ShowMore } from '@/ui/ShowMore';
import { AdminPage } from './AdminPage';
import { CreatePersonDialog } from './CreatePersonDialog';
import { useStatusNames } from './names';
import { PersonRow } from './PersonRow';

export const Route = createLazyRoute('/shell/admin')({ component: PeoplePage });

function usePeople(search: string, status: UserStatus | '') {
	return useInfiniteQuery({
		queryKey: ['AdminPeople', search, status],
		queryFn: async ({ pageParam }) => {
			const answer = await request(AdminPeopleDocument, {
				first: 50,
				after: pageParam,
				search: search || null,
				status: status || null,
			});
			return answer.adminUsers;
		},
		initialPageParam: null as string | null,
		getNextPageParam: (last) =>
			last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
	});
}

function PeoplePage() {
	const { t } = useLingui();
	const client = useQueryClient();
	const statuses = useStatusNames();
	const [search, setSearch] = useState('');
	const [status, setStatus] = useState<UserStatus | ''>('');
	const [creating, setCreating] = useState(false);
	const query = usePeople(useDeferredValue(search.trim()), status);
	const people = query.data?.pages.flatMap((page) => page.nodes);
	const leaving = query.data?.pages.flatMap((page) => page.departures);
	const total = query.data?.pages[0]?.totalCount ?? 0;
	const refresh = () => void client.invalidateQueries({ queryKey: ['AdminPeople'] });

	return (
		<AdminPage
			title={t`People`}
			lead={t`Accounts on this instance. What people log is theirs: it is not shown here, and no button opens it.`}
		>
			<Card
				title={<Plural value={total} one="# account" other="# accounts" />}
				aside={
					<Button
						size="xs"
						leftSection={<UserPlus size={16} aria-hidden />}
						onClick={() => setCreating(true)}
					>
						<Trans>New account</Trans>
					</Button>
				}
			>
				<Pair>
					<TextField
						label={t`Search`}
						type="search"
						placeholder={t`Handle, name or address`}
						value={search}
						onChange={(event) => setSearch(event.target.value)}
					/>
					<SelectField
						label={t`Status`}
						value={status}
						onChange={(event) => setStatus(event.target.value as UserStatus | '')}
					>
						<option value="">{t`All`}</option>
						{Object.entries(statuses).map(([value, name]) => (
							<option key={value} value={value}>
								{name}
							</option>
						))}
					</SelectField>
				</Pair>
				{query.error ? (
					<ErrorNote error={query.error} onRetry={() => void query.refetch()} />
				) : null}
				{query.isPending ? <Skeleton height={240} radius="md" /> : null}
				{people?.length === 0 ? (
					<EmptyState title={t`Nobody found`}>
						<Trans>Try another part of the handle, the name or the address.</Trans>
					</EmptyState>
				) : null}
				{people && people.length > 0 ? (
					<RowList label={t`Accounts`}>
						{people.map((person) => (
							<PersonRow
								key={person.id}
								person={person}
								departure={leaving?.find((d) => d.userId === person.id)}
								onChanged={refresh}
							/>
						))}
					</RowList>
				) : null}
				<ShowMore query={query}>
					<Trans>Show more</Trans>
				</ShowMore>
			</Card>
			<CreatePersonDialog open={creating} onClose={() => setCreating(false)} onCreated={refresh} />
		</AdminPage>
	);
}
