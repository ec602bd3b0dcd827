import { lazy, type ReactNode, Suspense } from 'react';
import type { DashboardQuery } from '@/gql/graphql';
import { patiently } from '@/lib/patiently';
import { Later } from '@/ui/Later';
import type { CardName } from './arrangement';
import { CardSkeleton } from './CardSkeleton';
import { NextCard } from './NextCard';
import { StreakCard } from './StreakCard';
import { TodayCard } from './TodayCard';

// The charts stand below the first screen and come behind it.
const YearCard = lazy(() =>
	patiently(async () => ({ default: (await import('./heatmap/YearCard')).YearCard })),
);
const WeeksCard = lazy(() =>
	patiently(async () => ({ default: (await import('./weeks/WeeksCard')).WeeksCard })),
);
const TagsCard = lazy(() =>
	patiently(async () => ({ default: (await import('./TagsCard')).TagsCard })),
);

type Data = NonNullable<DashboardQuery['viewer']>;

interface DashboardCardProps {
	name: CardName;
	data: Data | null | undefined;
	/** The day that the person calls today. */
	day: string;
	waiting: boolean;
}

/** About how many lines each card has, for its skeleton. */
const lines: Record<CardName, number> = {
	today: 3,
	streak: 4,
	next: 4,
	year: 7,
	weeks: 6,
	tags: 6,
};

/** One card by its name, or its shape while the numbers load. */
export function DashboardCard({ name, data, day, waiting }: DashboardCardProps) {
	const skeleton = <CardSkeleton lines={lines[name]} />;
	const later = (card: ReactNode) => (
		<Later until={skeleton}>
			<Suspense fallback={skeleton}>{card}</Suspense>
		</Later>
	);
	if (name === 'year') return later(<YearCard thisYear={Number(day.slice(0, 4))} />);
	if (!data) return waiting ? skeleton : null;
	switch (name) {
		case 'today':
			return <TodayCard today={data.today} />;
		case 'streak':
			return <StreakCard streak={data.streak} day={day} />;
		case 'next':
			return <NextCard next={data.next} />;
		case 'weeks':
			return later(<WeeksCard weeks={data.weeks} />);
		case 'tags':
			return later(<TagsCard tags={data.tagTotals} />);
	}
}
