import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ArchiveRowFragment, ArchivesDocument } from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';

/** How often a page asks while an archive is worked on, in milliseconds. */
const whileBusy = 1_500;

/** True while the server works on it. */
export function inWork(archive: ArchiveRowFragment): boolean {
	return archive.state === 'WAITING' || archive.state === 'RUNNING';
}

/** The person's archives, kept fresh while one is worked on. */
export function useArchives() {
	const client = useQueryClient();
	const query = useQuery({
		...gqlQuery(ArchivesDocument, {}),
		refetchInterval: (q) => (q.state.data?.viewer?.archives.some(inWork) ? whileBusy : false),
	});
	return {
		query,
		archives: query.data?.viewer?.archives,
		departure: query.data?.viewer?.departure,
		refresh: () => client.invalidateQueries({ queryKey: ['Archives'] }),
	};
}
