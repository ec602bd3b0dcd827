import {
	QueryClient,
	queryOptions,
	type UseMutationOptions,
	type UseMutationResult,
	useMutation,
} from '@tanstack/react-query';
import type { TypedDocumentString } from '@/gql/graphql';
import { request } from './client';
import { isRetryable } from './errors';

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
) {
	return queryOptions({
		queryKey: [operationName(document), variables] as const,
		queryFn: ({ signal }) => request(document, variables, { signal }),
	});
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
