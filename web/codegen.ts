import type { CodegenConfig } from '@graphql-codegen/cli';
import { type DocumentNode, Kind } from 'graphql';

/** Names the one operation of a document, so that requests can carry its name. */
function operationMeta(document: DocumentNode): { name: string; type: string } | undefined {
	const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
	if (!operation) return undefined;
	return { name: operation.name?.value ?? '', type: operation.operation };
}

const config: CodegenConfig = {
	schema: ['../internal/*/schema.graphql', '../internal/graph/root.graphql'],
	documents: ['src/**/*.graphql'],
	ignoreNoDocuments: true,
	generates: {
		'./src/gql/': {
			preset: 'client',
			presetConfig: {
				fragmentMasking: false,
				persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
				onExecutableDocumentNode: operationMeta,
			},
			config: {
				documentMode: 'string',
				enumsAsTypes: true,
				useTypeImports: true,
				strictScalars: true,
				skipTypename: true,
				scalars: { Time: 'string', Date: 'string' },
				immutableTypes: false,
				avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
				dedupeFragments: true,
			},
		},
	},
};

export default config;
