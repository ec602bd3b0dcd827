import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { CarrySourceDocument, StartersDocument, type TemplateCardFragment } from '@/gql/graphql';
import { announce } from '@/lib/announce';
import { addDays, browserZone, formatCivil } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { gqlQuery } from '@/lib/query';
import { useErrorText } from '@/ui/ErrorNote';
import { showToast } from '@/ui/toasts';
import type { EntryContent } from '../content';
import type { TextPort } from '../editor/types';
import { useToday } from '../useToday';
import { type Collected, carriedInto, collect } from './collect';
import { dateValues, fillTemplate, fromEntries, variablesIn } from './variables';

/** The form that is begun: its field, its content, and how to change what stands beside the text. */
export interface Begun {
	port: { current: TextPort | null };
	content: EntryContent;
	change: (part: Partial<EntryContent>) => void;
}

/** The viewer's templates and way of carrying tasks; read before, they are there without a network. */
export const startersQuery = () => gqlQuery(StartersDocument, {}, { keep: true });

/** The acts that put templates and open tasks into a text. Nothing that was typed is overwritten. */
export function useStarters({ port, content, change }: Begun) {
	const { t, i18n } = useLingui();
	const queryClient = useQueryClient();
	const errorText = useErrorText();
	const today = useToday();
	const latest = useRef(content);
	latest.current = content;
	const { data } = useQuery(startersQuery());
	const day = content.day ?? today.day;
	const locale = intlLocale(i18n.locale);

	const earlier = async (text: string): Promise<Collected> => {
		const variables = { day, before: addDays(day, -1) };
		const source = await queryClient.fetchQuery({
			...gqlQuery(CarrySourceDocument, variables, { keep: true }),
			staleTime: 0,
		});
		const viewer = source.viewer ?? {
			earlier: { nodes: [] },
			tasks: { nodes: [] },
			yesterday: { nodes: [] },
			today: { nodes: [] },
		};
		return collect(viewer, text);
	};

	/** Makes the text another one; the toast takes it back, without what was typed since. */
	const put = (next: string, part: Partial<EntryContent>, message: string) => {
		const field = port.current;
		if (!field) return;
		const { text } = field.now();
		const before = latest.current;
		field.rewrite(next);
		change(part);
		announce(message);
		const undo = () => {
			if (port.current?.now().text !== next) {
				showToast({ message: t`You have typed since: the text stays as it is.` });
				return;
			}
			port.current.rewrite(text);
			const { kind, tags, takeOut } = before;
			change({ kind, tags, takeOut: takeOut ?? [] });
		};
		showToast({ message, action: { label: t`Undo`, run: undo } });
	};

	/** A day by its name; one of another year with the year. */
	const named = (of: string) =>
		formatCivil(of, locale, {
			weekday: 'long',
			day: 'numeric',
			month: 'long',
			...(of.slice(0, 4) === day.slice(0, 4) ? {} : { year: 'numeric' }),
		});

	const taken = (found: Collected) =>
		data?.viewer?.rollOver.takeOut
			? { takeOut: [...(latest.current.takeOut ?? []), ...found.takeOut] }
			: {};

	const use = async (template: TemplateCardFragment) => {
		const { known } = variablesIn(template.body);
		let values = dateValues(day, new Date(), browserZone(), locale);
		let part: Partial<EntryContent> = {};
		if (known.some((name) => (fromEntries as readonly string[]).includes(name))) {
			try {
				const found = await earlier(port.current?.now().text ?? '');
				values = {
					...values,
					'open tasks': found.tasks.join('\n'),
					'done yesterday': found.done.join('\n'),
					commits: found.commits.join('\n'),
				};
				if (known.includes('open tasks')) part = taken(found);
			} catch (error) {
				showToast({ tone: 'bad', message: errorText(error) });
			}
		}
		const field = port.current;
		if (!field) return;
		const filled = fillTemplate(template.body, values);
		const fresh = template.tags.filter((tag) => !latest.current.tags.includes(tag));
		if (template.kind) part = { ...part, kind: template.kind };
		part = { ...part, tags: [...latest.current.tags, ...fresh] };
		const { unknown } = variablesIn(template.body);
		const name = template.name;
		const message =
			unknown.length > 0
				? t`Nothing is known as ${unknown.join(', ')}: it stands as typed.`
				: t`Template ${name} put in.`;
		put(inserted(field.now(), filled), part, message);
		field.focus();
	};

	/** Carries open tasks over. Silent where there is nothing, when nobody asked. */
	const carry = async (asked: boolean) => {
		const how = data?.viewer?.rollOver;
		if (!how) return;
		try {
			const found = await earlier(port.current?.now().text ?? '');
			const field = port.current;
			if (!field) return;
			const { text } = field.now();
			if (!asked && text.trim() !== '') return;
			const next = carriedInto(text, found, how);
			if (next !== text) {
				const count = found.takeOut.reduce((sum, { keys }) => sum + keys.length, 0);
				const from = named((count === 0 ? found.day : found.from) ?? day);
				const message =
					count === 0
						? t`What was done on ${from} is put in.`
						: t`${plural(count, { one: '# open task', other: '# open tasks' })} carried over from ${from}.`;
				put(next, taken(found), message);
			} else if (asked) {
				showToast({ message: t`There are no open tasks to carry over.` });
			}
			if (asked) field.focus();
		} catch (error) {
			if (asked) showToast({ tone: 'bad', message: errorText(error) });
		}
	};

	return { starters: data?.viewer, day, use, carry };
}

/** A text with another one at the caret, on lines of its own. */
export function inserted({ text, caret }: { text: string; caret: number }, block: string): string {
	if (text.trim() === '') return block;
	const end = text.indexOf('\n', caret);
	const at = end < 0 ? text.length : end;
	const before = text.slice(0, at).trimEnd();
	const after = text.slice(at).trimStart();
	return [before, block.trimEnd(), after].filter((part) => part !== '').join('\n\n');
}
