import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';

interface Way {
	createdAt: string;
	uses: number;
	lastAt: string | null;
	lastNetwork?: string;
	lastClient?: string;
}

/** The words for a way in: since when, how much came, when and from whom last. */
export function useCaptured(): (way: Way) => string {
	const { t, i18n } = useLingui();
	const { timeZone } = useViewer();
	const locale = intlLocale(i18n.locale);
	return ({ createdAt, uses, lastAt, lastNetwork, lastClient }) => {
		const made = formatInstant(createdAt, locale, timeZone, { dateStyle: 'medium' });
		const last = lastAt ? formatInstant(lastAt, locale, timeZone) : '';
		return [
			t`made on ${made}`,
			t`${plural(uses, { one: 'used once', other: 'used # times' })}`,
			last ? t`last on ${last}` : '',
			last ? (lastNetwork ?? '') : '',
			last ? (lastClient ?? '') : '',
		]
			.filter((word) => word !== '')
			.join(' · ');
	};
}

/** Reads the page again, and the list of all that has a way in or out. */
export function useCaptureChanged(): () => void {
	const client = useQueryClient();
	return () => {
		void client.invalidateQueries({ queryKey: ['Capture'] });
		void client.invalidateQueries({ queryKey: ['Outlets'] });
	};
}
