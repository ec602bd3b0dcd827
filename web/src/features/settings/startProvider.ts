import { StartProviderDocument } from '@/gql/graphql';
import { herePath } from '@/lib/base';
import { request } from '@/lib/client';

/** Sends this browser to a sign-in provider, and back to this page. Gives what stands in the way. */
export async function startProvider(slug: string, confirm: boolean) {
	const next = herePath();
	const { startProvider } = await request(StartProviderDocument, {
		input: { slug, confirm, next },
	});
	if (startProvider.url) window.location.assign(startProvider.url);
	return startProvider;
}
