import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, PenLine, Trash2 } from 'lucide-react';
import {
	CreateTemplateDocument,
	DeleteTemplateDocument,
	OrderTemplatesDocument,
	type TemplateCardFragment,
} from '@/gql/graphql';
import { weekdayName } from '@/lib/dates';
import { intlLocale } from '@/lib/i18n';
import { newClientId } from '@/lib/id';
import { useGqlMutation } from '@/lib/query';
import { useErrorText } from '@/ui/ErrorNote';
import { RowItem, RowList } from '@/ui/RowList';
import { showToast } from '@/ui/toasts';

interface TemplateListProps {
	templates: readonly TemplateCardFragment[];
	onEdit: (template: TemplateCardFragment) => void;
}

/** The templates in their order: change them, move them, delete them. */
export function TemplateList({ templates, onEdit }: TemplateListProps) {
	const { t, i18n } = useLingui();
	const queryClient = useQueryClient();
	const errorText = useErrorText();
	const told = {
		onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['Starters'] }),
		onError: (error: Error) => void showToast({ tone: 'bad', message: errorText(error) }),
	};
	const order = useGqlMutation(OrderTemplatesDocument, told);
	const remove = useGqlMutation(DeleteTemplateDocument, told);
	const create = useGqlMutation(CreateTemplateDocument, told);
	const locale = intlLocale(i18n.locale);
	const move = (index: number, step: number) => {
		const ids = templates.map((template) => template.id);
		const [id] = ids.splice(index, 1);
		if (id) ids.splice(index + step, 0, id);
		order.mutate({ ids });
	};
	const drop = ({ id, ...rest }: TemplateCardFragment) => {
		remove.mutate({ id });
		showToast({
			message: t`Deleted`,
			action: {
				label: t`Undo`,
				run: () => create.mutate({ input: { ...rest, clientId: newClientId() } }),
			},
		});
	};
	return (
		<RowList label={t`Templates`}>
			{templates.map((template, index) => {
				const { name } = template;
				return (
					<RowItem
						key={template.id}
						title={<bdi>{name}</bdi>}
						detail={
							template.weekdays.map((day) => weekdayName(day, locale, 'long')).join(', ') ||
							undefined
						}
					>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Move ${name} up`}
							disabled={index === 0}
							onClick={() => move(index, -1)}
						>
							<ArrowUp size={16} aria-hidden />
						</ActionIcon>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Move ${name} down`}
							disabled={index === templates.length - 1}
							onClick={() => move(index, 1)}
						>
							<ArrowDown size={16} aria-hidden />
						</ActionIcon>
						<Button
							variant="subtle"
							color="gray"
							aria-label={t`Edit ${name}`}
							leftSection={<PenLine size={15} aria-hidden />}
							onClick={() => onEdit(template)}
						>
							<Trans>Edit</Trans>
						</Button>
						<ActionIcon
							variant="subtle"
							color="gray"
							size="lg"
							aria-label={t`Delete ${name}`}
							onClick={() => drop(template)}
						>
							<Trash2 size={16} aria-hidden />
						</ActionIcon>
					</RowItem>
				);
			})}
		</RowList>
	);
}
