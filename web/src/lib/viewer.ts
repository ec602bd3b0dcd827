import { queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { type Theme, UpdateViewerDocument, ViewerDocument, type ViewerQuery } from '@/gql/graphql';
import { request } from './client';
import { NetworkError, type UserError } from './errors';
import { keepAnswer, keptAnswer, wipeKept } from './kept';
import { readPref, writePref } from './prefs';
import { gqlQuery } from './query';

/** The signed-in person, as every page knows them. */
export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** What the app knows of the instance it talks to. */
export type Instance = ViewerQuery['instance'];

/** The query behind useViewer; a route may preload it. */
export const viewerQuery = queryOptions({
	...gqlQuery(ViewerDocument, {}),
	queryFn: ({ signal }) => readViewer(signal),
	staleTime: 5 * 60_000,
});

/** Reads the viewer; without a network, the one who was signed in here last. */
async function readViewer(signal: AbortSignal): Promise<ViewerQuery> {
	try {
		const answer = await request(ViewerDocument, {}, { signal });
		const id = answer.viewer?.user.id;
		if (id) {
			if (readPref('keptFor', '') !== id) await wipeKept();
			writePref('keptFor', id);
			void keepAnswer('Viewer', {}, answer);
		}
		return answer;
	} catch (error) {
		if (!(error instanceof NetworkError)) throw error;
		const kept = await keptAnswer<ViewerQuery>('Viewer', {});
		if (!kept) throw error;
		return kept;
	}
}

/** Holds the viewer below the shell. Only the shell and tests provide it. */
export const ViewerContext = createContext<Viewer | null>(null);

/** The signed-in person. Call it below the shell only. */
export function useViewer(): Viewer {
	const viewer = useContext(ViewerContext);
	if (!viewer) throw new Error('useViewer needs the shell around it');
	return viewer;
}

/** The instance, or undefined while it is not known. */
export function useInstance(): Instance | undefined {
	return useQuery(viewerQuery).data?.instance;
}

/** The viewer and the instance; suspends while they load. Viewer is null when signed out. */
export function useViewerQuery(): ViewerQuery {
	return useSuspenseQuery(viewerQuery).data;
}

/** The part of the profile that the app changes itself. */
export interface ViewerChange {
	locale?: string;
	theme?: Theme;
	displayName?: string;
	timeZone?: string;
	dayStart?: number;
	weekStart?: Viewer['weekStart'];
	dashboard?: Viewer['dashboard'];
}

/** Saves a change of the viewer's profile and puts the answer into the cache. */
export function useUpdateViewer(): (change: ViewerChange) => Promise<UserError[]> {
	const client = useQueryClient();
	return async (change) => {
		const now = client.getQueryData(viewerQuery.queryKey)?.viewer;
		const answer = await request(UpdateViewerDocument, {
			input: { baseRevision: now?.revision ?? 0, ...change },
		});
		const { viewer, errors } = answer.updateProfile;
		if (viewer) {
			client.setQueryData(viewerQuery.queryKey, (old) => (old ? { ...old, viewer } : old));
		}
		return errors;
	};
}
