import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { ProfileDocument, type ProfileQuery, SaveProfileDocument } from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { viewerQuery } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { Form, Pair, Row, TextAreaField, TextField } from '@/ui/Field';
import { showToast } from '@/ui/toasts';
import { AvatarCard } from './AvatarCard';
import { ProblemList } from './ProblemList';
import { PublicViewCard } from './PublicViewCard';
import { SettingsPage } from './SettingsPage';
import { useProblems } from './useProblems';

export const Route = createLazyRoute('/shell/settings')({ component: ProfilePage });

type Profile = NonNullable<ProfileQuery['viewer']>;

const maxLinks = 8;

function ProfilePage() {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(ProfileDocument, {}));
	const profile = query.data?.viewer;
	return (
		<SettingsPage
			title={t`Profile`}
			lead={t`What others may see of you, once you share something.`}
		>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{profile ? (
				<>
					<AvatarCard profile={profile.user} />
					<Card title={t`About you`}>
						<ProfileForm profile={profile} />
					</Card>
					<PublicViewCard view={profile.publicView} handle={profile.user.handle} />
				</>
			) : null}
		</SettingsPage>
	);
}

function ProfileForm({ profile }: { profile: Profile }) {
	const { t } = useLingui();
	const client = useQueryClient();
	const problems = useProblems('handle', 'displayName', 'bio', 'pronouns', 'location', 'links');
	const [form, setForm] = useState({ ...profile.user, bio: profile.bio });
	const [busy, setBusy] = useState(false);
	const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }));

	const save = async () => {
		setBusy(true);
		try {
			const answer = await request(SaveProfileDocument, {
				input: {
					baseRevision: profile.revision,
					handle: form.handle,
					displayName: form.displayName,
					bio: form.bio,
					pronouns: form.pronouns,
					location: form.location,
					links: form.links
						.filter((link) => link.url.trim() !== '')
						.map(({ label, url }) => ({ label, url })),
				},
			});
			const { viewer, errors } = answer.updateProfile;
			if (!problems.take(errors) || !viewer) return;
			client.setQueryData(gqlQuery(ProfileDocument, {}).queryKey, { viewer });
			void client.invalidateQueries({ queryKey: viewerQuery.queryKey });
			showToast({ tone: 'good', message: t`Saved.` });
		} catch (error) {
			problems.takeThrown(error);
		} finally {
			setBusy(false);
		}
	};

	return (
		<Form onSubmit={() => void save()}>
			<Pair>
				<TextField
					label={t`Name`}
					autoComplete="name"
					value={form.displayName}
					problem={problems.of('displayName')}
					onChange={(event) => set({ displayName: event.target.value })}
				/>
				<TextField
					label={t`Handle`}
					hint={t`3 to 30 letters, digits, - or _. The old one keeps leading to you.`}
					autoComplete="username"
					autoCapitalize="none"
					spellCheck={false}
					dir="ltr"
					value={form.handle}
					problem={problems.of('handle')}
					onChange={(event) => set({ handle: event.target.value })}
				/>
			</Pair>
			<Pair>
				<TextField
					label={t`Pronouns`}
					value={form.pronouns}
					problem={problems.of('pronouns')}
					onChange={(event) => set({ pronouns: event.target.value })}
				/>
				<TextField
					label={t`Place`}
					value={form.location}
					problem={problems.of('location')}
					onChange={(event) => set({ location: event.target.value })}
				/>
			</Pair>
			<TextAreaField
				label={t`About you`}
				hint={t`Markdown works.`}
				rows={5}
				dir="auto"
				value={form.bio}
				problem={problems.of('bio')}
				onChange={(event) => set({ bio: event.target.value })}
			/>
			<LinkFields
				links={form.links}
				problem={problems.of('links')}
				onChange={(links) => set({ links })}
			/>
			<ProblemList problems={problems} />
			<Row>
				<Button type="submit" loading={busy}>
					<Trans>Save the profile</Trans>
				</Button>
			</Row>
		</Form>
	);
}

type Links = Profile['user']['links'];

function LinkFields({
	links,
	problem,
	onChange,
}: {
	links: Links;
	problem: string | undefined;
	onChange: (links: Links) => void;
}) {
	const { t } = useLingui();
	const change = (at: number, part: Partial<Links[number]>) =>
		onChange(links.map((link, n) => (n === at ? { ...link, ...part } : link)));
	return (
		<>
			{links.map((link, n) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a link has no identity but its place
				<Pair key={n}>
					<TextField
						label={t`Link ${n + 1}: name`}
						value={link.label}
						onChange={(event) => change(n, { label: event.target.value })}
					/>
					<TextField
						label={t`Link ${n + 1}: address`}
						type="url"
						inputMode="url"
						dir="ltr"
						placeholder="https://"
						value={link.url}
						problem={n === 0 ? problem : undefined}
						onChange={(event) => change(n, { url: event.target.value })}
					/>
				</Pair>
			))}
			<Row>
				{links.length < maxLinks ? (
					<Button
						variant="default"
						leftSection={<Plus size={16} aria-hidden />}
						onClick={() => onChange([...links, { label: '', url: '' }])}
					>
						<Trans>Add a link</Trans>
					</Button>
				) : null}
				{links.length > 0 ? (
					<Button
						variant="subtle"
						color="gray"
						leftSection={<X size={16} aria-hidden />}
						onClick={() => onChange(links.slice(0, -1))}
					>
						<Trans>Remove the last link</Trans>
					</Button>
				) : null}
			</Row>
		</>
	);
}
