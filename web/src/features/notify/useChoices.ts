import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Problems, useProblems } from '@/features/settings/public';
import {
	type NotificationChoicesFragment,
	NotificationSettingsDocument,
	type NotificationSettingsQuery,
} from '@/gql/graphql';
import { gqlQuery } from '@/lib/query';
import { showToast } from '@/ui/toasts';

const options = gqlQuery(NotificationSettingsDocument, {});

/** The person's choices, and what the next summary would say. */
export function useChoices() {
	return useQuery(options);
}

interface Answer {
	settings?: NotificationChoicesFragment | null;
	errors: Parameters<Problems['take']>[0];
}

/** Saves a change of the choices and shows what the server made of it. */
export function useSaveChoices(...fields: string[]) {
	const { t } = useLingui();
	const client = useQueryClient();
	const problems = useProblems(...fields);
	const save = async (ask: () => Promise<Answer>, said: string = t`Saved.`): Promise<boolean> => {
		try {
			const { settings, errors } = await ask();
			if (settings) {
				client.setQueryData<NotificationSettingsQuery>(options.queryKey, (old) =>
					old?.viewer ? { ...old, viewer: { ...old.viewer, notificationSettings: settings } } : old,
				);
			}
			if (!problems.take(errors)) return false;
			showToast({ tone: 'good', message: said });
			return true;
		} catch (error) {
			problems.takeThrown(error);
			return false;
		}
	};
	return { save, problems };
}
