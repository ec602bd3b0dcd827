import { i18n, type MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import type { AuditRowFragment } from '@/gql/graphql';
import { formatCivil, formatInstant } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { useViewer } from '@/lib/viewer';
import { factNames, factValues, plainFacts } from './facts';

type Fact = AuditRowFragment['details'][number];

/** Gives the words for a fact of an audit record: its name and its value. What is unknown shows as it stands. */
export function useFactWords(): (fact: Fact) => { name: string; value: string } {
	const { t } = useLingui();
	const { timeZone } = useViewer();
	const locale = intlLocale(i18n.locale);
	const say = (words: MessageDescriptor | undefined, plain: string) => (words ? t(words) : plain);
	const word = (value: string) => say(factValues[value], value);
	const worded = ({ name, value }: Fact) => {
		switch (plainFacts[name]) {
			case 'instant':
				return formatInstant(value, locale, timeZone);
			case 'day':
				return formatCivil(value, locale);
			case 'number':
				return Number(value).toLocaleString(locale);
			case 'text':
				return value;
			default:
				return new Intl.ListFormat(locale, { type: 'unit' }).format(value.split(', ').map(word));
		}
	};
	return (fact) => ({
		name: say(factNames[fact.name], fact.name),
		value: worded(fact),
	});
}
