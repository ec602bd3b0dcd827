import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import {
	CreateTemplateDocument,
	type Kind,
	PreviewMarkdownDocument,
	type TemplateCardFragment,
	UpdateTemplateDocument,
	type Weekday,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { browserZone, weekdayName, weekdays } from '@/lib/dates';
import type { UserError } from '@/lib/errors';
import { intlLocale } from '@/lib/i18n';
import { newClientId } from '@/lib/id';
import { gqlQuery } from '@/lib/query';
import { useViewer } from '@/lib/viewer';
import { Dialog } from '@/ui/Dialog';
import { useErrorText } from '@/ui/ErrorNote';
import { CheckField, Form, Row, SelectField, TextAreaField, TextField } from '@/ui/Field';
import { showToast } from '@/ui/toasts';
import { typedTags } from '../content';
import { kinds, useKindNames } from '../KindBadge';
import { Prose } from '../Prose';
import { TagPicker } from '../TagPicker';
import { useToday } from '../useToday';
import classes from './Templates.module.css';
import { dateValues, fillTemplate, variablesIn } from './variables';

interface TemplateDialogProps {
	/** The template to change, or a new one; closed without. */
	edited: TemplateCardFragment | 'new' | undefined;
	onClose: () => void;
}

/** Makes a template, or changes one. */
export function TemplateDialog({ edited, onClose }: TemplateDialogProps) {
	const { t } = useLingui();
	const title = edited === 'new' ? t`New template` : t`Edit template`;
	return (
		<Dialog
			open={edited !== undefined}
			onClose={onClose}
			title={title}
			size="lg"
			dismissible={false}
		>
			{edited ? (
				<TemplateForm template={edited === 'new' ? undefined : edited} onDone={onClose} />
			) : null}
		</Dialog>
	);
}

function TemplateForm({
	template,
	onDone,
}: {
	template: TemplateCardFragment | undefined;
	onDone: () => void;
}) {
	const { t, i18n } = useLingui();
	const queryClient = useQueryClient();
	const errorText = useErrorText();
	const kindNames = useKindNames();
	const [clientId] = useState(newClientId);
	const [name, setName] = useState(template?.name ?? '');
	const [body, setBody] = useState(template?.body ?? '');
	const [kind, setKind] = useState<Kind | ''>(template?.kind ?? '');
	const [tags, setTags] = useState<string[]>([...(template?.tags ?? [])]);
	const [days, setDays] = useState<readonly Weekday[]>(template?.weekdays ?? []);
	const [errors, setErrors] = useState<readonly UserError[]>([]);
	const [busy, setBusy] = useState(false);
	const of = (field: string) => errors.find((e) => e.field === field)?.message;
	const { unknown } = variablesIn(body);
	const example = '{{weekday}}';

	const save = async () => {
		setBusy(true);
		const input = { name: name.trim(), body, kind: kind || null, tags, weekdays: [...days] };
		try {
			const problems = template
				? (await request(UpdateTemplateDocument, { input: { ...input, id: template.id } }))
						.updateTemplate.errors
				: (await request(CreateTemplateDocument, { input: { ...input, clientId } })).createTemplate
						.errors;
			setErrors(problems);
			if (problems.length > 0) return;
			await queryClient.invalidateQueries({ queryKey: ['Starters'] });
			showToast({ tone: 'good', message: t`Saved.` });
			onDone();
		} catch (error) {
			setErrors([{ code: 'thrown', message: errorText(error) }]);
		} finally {
			setBusy(false);
		}
	};

	const rest = errors.filter((e) => !['name', 'body', 'tags'].includes(e.field ?? ''));
	return (
		<Form label={t`Template`} onSubmit={() => void save()}>
			<TextField
				label={t`Name`}
				value={name}
				problem={of('name')}
				maxLength={60}
				data-autofocus
				onChange={(event) => setName(event.target.value)}
			/>
			<div className={classes.text}>
				<TextAreaField
					label={t`Text`}
					hint={
						unknown.length > 0
							? t`Nothing is known as ${unknown.join(', ')}: it stands as typed.`
							: t`Markdown, with variables such as ${example}.`
					}
					problem={of('body')}
					value={body}
					dir="auto"
					rows={9}
					spellCheck
					onChange={(event) => setBody(event.target.value)}
				/>
			</div>
			<Preview text={body} />
			<SelectField
				label={t`Kind`}
				value={kind}
				onChange={(event) => setKind(event.target.value as Kind | '')}
			>
				<option value="">{t`As chosen in the form`}</option>
				{kinds.map((one) => (
					<option key={one} value={one}>
						{kindNames[one]}
					</option>
				))}
			</SelectField>
			<TagPicker value={tags} typed={typedTags(body)} problem={of('tags')} onChange={setTags} />
			<Week locale={intlLocale(i18n.locale)} value={days} onChange={setDays} />
			{rest.map((problem) => (
				<p key={problem.code} role="alert">
					{problem.message}
				</p>
			))}
			<Row>
				<Button type="submit" loading={busy}>
					<Trans>Save</Trans>
				</Button>
				<Button type="button" variant="subtle" color="gray" onClick={onDone}>
					<Trans>Cancel</Trans>
				</Button>
			</Row>
		</Form>
	);
}

interface WeekProps {
	locale: string;
	value: readonly Weekday[];
	onChange: (days: readonly Weekday[]) => void;
}

/** The days on which a template is offered, in the order of the person's week. */
function Week({ locale, value, onChange }: WeekProps) {
	const { weekStart } = useViewer();
	const first = weekdays.indexOf(weekStart);
	const ordered = [...weekdays.slice(first), ...weekdays.slice(0, first)];
	return (
		<fieldset className={`plain ${classes.week}`}>
			<legend>
				<Trans>Offered on</Trans>
			</legend>
			{ordered.map((day) => (
				<CheckField
					key={day}
					label={weekdayName(day, locale, 'long')}
					checked={value.includes(day)}
					onChange={(event) =>
						onChange(event.target.checked ? [...value, day] : value.filter((d) => d !== day))
					}
				/>
			))}
		</fieldset>
	);
}

/** The template as it would look today; variables that read earlier entries stand as typed. */
function Preview({ text }: { text: string }) {
	const { t, i18n } = useLingui();
	const { day } = useToday();
	const values = dateValues(day, new Date(), browserZone(), intlLocale(i18n.locale));
	const body = useDeferredValue(fillTemplate(text, values));
	const { data } = useQuery({
		...gqlQuery(PreviewMarkdownDocument, { body }),
		enabled: body.trim() !== '',
		placeholderData: (before) => before,
		gcTime: 0,
	});
	if (body.trim() === '' || !data?.previewMarkdown.html) return null;
	return (
		<section className={classes.preview} aria-label={t`Preview`}>
			<Prose html={data.previewMarkdown.html} />
		</section>
	);
}
