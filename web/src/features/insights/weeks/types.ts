import type { DashboardQuery } from '@/gql/graphql';

/** The totals of one week, as the API gives them. */
export type WeekTotal = NonNullable<DashboardQuery['viewer']>['weeks'][number];
