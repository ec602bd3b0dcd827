import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { BookOpenText, ChevronLeft, ChevronRight } from 'lucide-react';
import { ReviewDocument, type ReviewQuery } from '@/gql/graphql';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useShortcuts } from '@/lib/shortcuts';
import { useViewer } from '@/lib/viewer';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { AnswerCard } from './AnswerCard';
import { Bars } from './Bars';
import { DigestCard } from './DigestCard';
import { EarlierCard } from './EarlierCard';
import { Figures } from './Figures';
import { LinkButton, LinkIcon } from './links';
import { daysInWords, nameInWords, type Period, weekKey, weekNumber } from './periods';
import classes from './Review.module.css';

export const Route = createLazyRoute('/shell/reviews/$period')({ component: ReviewPage });

export type Review = NonNullable<ReviewQuery['viewer']>['review'];

/** A week, a month or a year: what there was, what it came to, and room to say how it went. */
function ReviewPage() {
	const { t } = useLingui();
	const { period } = Route.useParams();
	const { data, error, refetch } = useQuery(gqlQuery(ReviewDocument, { period }, { keep: true }));
	const review = data?.viewer?.review;
	const locale = intlLocale(i18n.locale);
	const name = review ? nameInWords(review.period, locale) : undefined;
	const week = review ? weekNumber(review.period.key) : 0;
	return (
		<Page
			title={review ? (name ?? t`Week ${week}`) : t`Review`}
			lead={review ? daysInWords(review.period, locale) : undefined}
			width="reading"
			actions={review ? <Turn review={review} /> : undefined}
		>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!review && !error ? <ReviewSkeleton /> : null}
			{review ? <Shown key={review.period.key} review={review} /> : null}
		</Page>
	);
}

/** The way to the period before and after. */
function Turn({ review }: { review: Review }) {
	const { t } = useLingui();
	const navigate = useNavigate();
	const { previous, next } = review;
	const go = (key: string) => void navigate({ to: '/reviews/$period', params: { period: key } });
	useShortcuts([
		...(previous
			? [{ keys: 'k', label: t`Go back`, group: t`Review`, run: () => go(previous) }]
			: []),
		...(next ? [{ keys: 'j', label: t`Go forward`, group: t`Review`, run: () => go(next) }] : []),
	]);
	return (
		<>
			{previous ? (
				<LinkIcon
					to="/reviews/$period"
					params={{ period: previous }}
					variant="default"
					size="lg"
					aria-label={t`Go back`}
				>
					<ChevronLeft size={18} className={classes.turn} aria-hidden />
				</LinkIcon>
			) : null}
			{next ? (
				<LinkIcon
					to="/reviews/$period"
					params={{ period: next }}
					variant="default"
					size="lg"
					aria-label={t`Go forward`}
				>
					<ChevronRight size={18} className={classes.turn} aria-hidden />
				</LinkIcon>
			) : null}
		</>
	);
}

function Shown({ review }: { review: Review }) {
	const { t } = useLingui();
	const { period, figures } = review;
	return (
		<>
			<Units period={period} />
			{figures.entries === 0 ? (
				<EmptyState
					title={t`Nothing is logged for this time`}
					icon={<BookOpenText size={20} aria-hidden />}
					action={
						<LinkButton to="/journal/new" search={{ day: period.from }} variant="default">
							<Trans>Write something down</Trans>
						</LinkButton>
					}
				>
					<Trans>
						That is fine. Once there are entries, their figures stand here, with what was done,
						learned and decided, and the same time of earlier years.
					</Trans>
				</EmptyState>
			) : (
				<>
					<Figures review={review} />
					<Bars review={review} />
					<DigestCard period={period.key} />
				</>
			)}
			<AnswerCard review={review} />
			<EarlierCard review={review} />
			{figures.entries > 0 ? (
				<p>
					<Link to="/reviews/$period/book" params={{ period: period.key }}>
						<Trans>Print this as a book</Trans>
					</Link>
				</p>
			) : null}
		</>
	);
}

/** The week, the month and the year around the one that is shown. */
function Units({ period }: { period: Period }) {
	const { t } = useLingui();
	const { weekStart } = useViewer();
	const units = [
		{ unit: 'WEEK', key: weekKey(period.from, weekStart), name: t`Week` },
		{ unit: 'MONTH', key: period.from.slice(0, 7), name: t`Month` },
		{ unit: 'YEAR', key: period.from.slice(0, 4), name: t`Year` },
	];
	return (
		<nav aria-label={t`Length`} className={classes.units}>
			{units.map(({ unit, key, name }) => (
				<Link
					key={unit}
					to="/reviews/$period"
					params={{ period: unit === period.unit ? period.key : key }}
					aria-current={unit === period.unit ? 'page' : undefined}
				>
					{name}
				</Link>
			))}
		</nav>
	);
}

function ReviewSkeleton() {
	const { t } = useLingui();
	return (
		<div role="status" aria-label={t`The review is loading`} className={classes.skeleton}>
			<Skeleton height={110} radius="lg" />
			<Skeleton height={240} radius="lg" />
		</div>
	);
}
