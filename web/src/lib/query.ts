import {
	QueryClient,
	queryOptions,
	type UseMutationOptions,
	type UseMutationResult,
	useMutation,
} from '@tanstack/react-query';
import type { TypedDocumentString } from '@/gql/graphql';
import { request } from './client';
import { isRetryable, NetworkError } from './errors';
import { keepAnswer, keptAnswer } from './kept';

/** Makes the cache of the app. Failed reads are tried again twice, and only when that may help. */
export function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				staleTime: 30_000,
				gcTime: 30 * 60_000,
				retry: (count, error) => count < 2 && isRetryable(error),
				networkMode: 'always',
				refetchOnWindowFocus: true,
			},
			mutations: { retry: false, networkMode: 'always' },
		},
	});
}

/**
 * Query options for a persisted operation. The key is [operation name, variables], so
 * `queryClient.invalidateQueries({ queryKey: ['Dashboard'] })` reaches every variant.
 */
export function gqlQuery<TData, TVariables>(
	document: TypedDocumentString<TData, TVariables>,
	variables: TVariables,
	options: GqlQueryOptions = {},
) {
	const name = operationName(document);
	return queryOptions({
		queryKey: [name, variables] as const,
		queryFn: async ({ signal }): Promise<TData> => {
			const read = () => request(document, variables, { signal });
			return options.keep ? readOrKept(name, variables, read) : read();
		},
	});
}

/** Reads and keeps the answer in this browser; without a network, gives the one that was kept last. */
export async function readOrKept<T>(
	name: string,
	variables: unknown,
	read: () => Promise<T>,
): Promise<T> {
	try {
		const data = await read();
		void keepAnswer(name, variables, data);
		return data;
	} catch (error) {
		if (!(error instanceof NetworkError)) throw error;
		const kept = await keptAnswer<T>(name, variables);
		if (kept === undefined) throw error;
		return kept;
	}
}

interface GqlQueryOptions {
	/** Keeps the last answer in this browser and gives it when there is no network. */
	keep?: boolean;
}

/** The name of the operation in a document, as written in its .graphql file. */
export function operationName<TData, TVariables>(
	document: TypedDocumentString<TData, TVariables>,
): string {
	return (document.__meta__ as { name?: string } | undefined)?.name ?? '';
}

/** A mutation over a persisted operation. */
export function useGqlMutation<TData, TVariables, TContext = unknown>(
	document: TypedDocumentString<TData, TVariables>,
	options: Omit<UseMutationOptions<TData, Error, TVariables, TContext>, 'mutationFn'> = {},
): UseMutationResult<TData, Error, TVariables, TContext> {
	return useMutation({
		...options,
		mutationFn: (variables: TVariables) => request(document, variables),
	});
}
