import { DashboardDocument, YearHeatmapDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';

/** Today, the streak, what is next, the last weeks and the tags. */
export const dashboardQuery = gqlQuery(DashboardDocument, {}, { keep: true });

/** Every day of a calendar year, or of the last twelve months when `year` is undefined. */
export const heatmapQuery = (year?: number) =>
	gqlQuery(YearHeatmapDocument, { year: year ?? null }, { keep: year === undefined });
