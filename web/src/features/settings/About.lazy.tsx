import { i18n } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { AboutDocument, type AboutQuery } from '@/gql/graphql';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Card } from '@/ui/Card';
import { ErrorNote } from '@/ui/ErrorNote';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { ServerHtml } from '@/ui/ServerHtml';
import classes from './About.module.css';
import { SettingsPage } from './SettingsPage';

export const Route = createLazyRoute('/shell/settings/about')({ component: AboutPage });

type About = AboutQuery['about'];

function AboutPage() {
	const { t } = useLingui();
	const query = useQuery(gqlQuery(AboutDocument, {}));
	const about = query.data?.about;
	const version = about?.version;
	return (
		<SettingsPage title={t`About Tamatar`} lead={version ? t`Version ${version}` : undefined}>
			{query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
			{query.isPending ? <Skeleton height={320} radius="lg" /> : null}
			{about ? (
				<>
					<Card title={t`This build`}>
						<Build about={about} />
					</Card>
					<Card title={t`What is new`}>
						<ServerHtml html={about.whatsNewHtml} lang="en" dir="ltr" className={classes.news} />
					</Card>
					<Card title={t`Standards`}>
						<Standards about={about} />
					</Card>
					<Card title={t`Made with`}>
						<Libraries licences={about.licences} />
					</Card>
				</>
			) : null}
		</SettingsPage>
	);
}

function Build({ about }: { about: About }) {
	const viewer = useViewer();
	const locale = intlLocale(i18n.locale);
	return (
		<>
			<dl className={classes.facts}>
				<dt>
					<Trans>Version</Trans>
				</dt>
				<dd dir="ltr">{about.version}</dd>
				{about.commit ? (
					<>
						<dt>
							<Trans>Commit</Trans>
						</dt>
						<dd dir="ltr">
							<code>{about.commit.slice(0, 12)}</code>
						</dd>
					</>
				) : null}
				{about.builtAt ? (
					<>
						<dt>
							<Trans>Source of</Trans>
						</dt>
						<dd>{formatInstant(about.builtAt, locale, viewer.timeZone)}</dd>
					</>
				) : null}
				<dt>
					<Trans>Built with</Trans>
				</dt>
				<dd dir="ltr">
					{about.goVersion}, {about.platform}
				</dd>
			</dl>
			<p className={classes.quiet}>
				<Trans>This instance asks nobody whether there is a newer version.</Trans>
			</p>
		</>
	);
}

/** What the tests of this very build measured; says so when there is nothing. */
function Standards({ about }: { about: About }) {
	const { t } = useLingui();
	if (!about.conformanceMeasured)
		return (
			<p className={classes.quiet}>
				<Trans>
					Not measured in this build. Release builds carry the results of their test-suites here.
				</Trans>
			</p>
		);
	return (
		<RowList label={t`Standards`}>
			{about.conformance.map(({ standard, suite, passed, total, note }) => (
				<RowItem
					key={standard}
					title={<span dir="ltr">{standard}</span>}
					mark={
						<Sign tone={passed === total ? 'good' : 'warn'}>
							<Trans>
								{passed} of {total}
							</Trans>
						</Sign>
					}
					detail={<span dir="ltr">{[suite, note].filter(Boolean).join('. ')}</span>}
				/>
			))}
		</RowList>
	);
}

function Libraries({ licences }: { licences: About['licences'] }) {
	const { t } = useLingui();
	return (
		<details className={classes.details}>
			<summary>
				<Plural
					value={licences.length}
					one="# library and its licence"
					other="# libraries and their licences"
				/>
			</summary>
			<ul className={classes.libraries} aria-label={t`Libraries`} dir="ltr">
				{licences.map((l) => (
					<li key={`${l.kind}:${l.name}:${l.version}`}>
						<span>{l.name}</span> <span>{l.version}</span> <span>{l.licence}</span>
					</li>
				))}
			</ul>
		</details>
	);
}
