import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { intlLocale } from '@/lib/i18n';
import { bodyBytes, maxBody } from './content';

/** From this share of the limit on the counter shows. */
const shownFrom = 0.8;

/** A size in KiB, as the person writes numbers. */
export function kib(bytes: number): string {
	return new Intl.NumberFormat(intlLocale(i18n.locale), { maximumFractionDigits: 1 }).format(
		bytes / 1024,
	);
}

/** True for a text that an entry cannot hold. */
export function tooLarge(text: string): boolean {
	// A character is at most three bytes per code unit: short texts need not be measured.
	return text.length * 3 > maxBody && bodyBytes(text) > maxBody;
}

/** A sentence when a text is too long to be saved; undefined when it is not. */
export function useSizeProblem(text: string): string | undefined {
	const { t } = useLingui();
	if (!tooLarge(text)) return undefined;
	const size = kib(bodyBytes(text));
	return t`This text has ${size} KiB; an entry holds 64 KiB. Split it over several entries. It is kept here meanwhile.`;
}

/** How much of the 64 KiB is used, once it matters. */
export function SizeCounter({ id, text }: { id: string; text: string }) {
	const { t } = useLingui();
	const bytes = text.length * 3 > maxBody * shownFrom ? bodyBytes(text) : 0;
	const used = kib(bytes);
	return (
		<span id={id} className="num">
			{bytes > maxBody * shownFrom ? t`${used} of 64 KiB` : null}
		</span>
	);
}
