import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
	type Audience,
	ScheduleEntryDocument,
	SchedulesDocument,
	UnscheduleEntryDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { gqlQuery } from '@/lib/query';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';

/** The audience that an entry shall get, and when: the day and the time on the clock of `zone`. */
export interface ScheduleWish {
	audience: Audience;
	day: string;
	time: string;
	/** The zone of the profile when null. */
	zone: string | null;
}

interface WishState {
	/** What is to become of the entry; null when nothing is. */
	wish: ScheduleWish | null;
	setWish: (wish: ScheduleWish | null) => void;
	/** Tells the server once the entry is saved. What it refuses is said, the entry stays saved. */
	keep: (entry: { id: string; audience: Audience }) => Promise<void>;
	/** Says that nothing is promised where the entry only waits in this browser. */
	tellUnkept: () => void;
}

/** What a form says about the time at which its entry is opened; an entry that exists brings what stands. */
export function useScheduleWish(entryId?: string): WishState {
	const { t } = useLingui();
	const client = useQueryClient();
	const errorText = useErrorText();
	const [typed, setTyped] = useState<ScheduleWish | null>();
	const { data } = useQuery({ ...gqlQuery(SchedulesDocument, {}), enabled: entryId !== undefined });
	const found = data?.viewer?.schedules.find((s) => s.entry.id === entryId);
	const stands = found
		? { audience: found.audience, day: found.day, time: found.time, zone: found.zone }
		: null;
	const wish = typed === undefined ? stands : typed;
	return {
		wish,
		setWish: setTyped,
		tellUnkept: () => {
			if (typed === undefined) return;
			showToast({
				tone: 'bad',
				message: t`It is not scheduled yet: do that on the entry's page once it is sent.`,
			});
		},
		keep: async (entry) => {
			if (typed === undefined && (!stands || stands.audience === entry.audience)) return;
			try {
				const { errors } = wish
					? (await request(ScheduleEntryDocument, { input: { id: entry.id, ...wish } }))
							.scheduleEntry
					: (await request(UnscheduleEntryDocument, { id: entry.id })).unscheduleEntry;
				if (errors[0]) showToast({ tone: 'bad', message: errors[0].message });
			} catch (error) {
				showToast({ tone: 'bad', message: errorText(error) });
			}
			void client.invalidateQueries({ queryKey: ['Schedules'] });
		},
	};
}
