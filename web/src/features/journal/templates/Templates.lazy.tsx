import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { LayoutTemplate, Plus } from 'lucide-react';
import { useState } from 'react';
import type { TemplateCardFragment } from '@/gql/graphql';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNote } from '@/ui/ErrorNote';
import { Page } from '@/ui/Page';
import { RollOverForm } from './RollOverForm';
import { TemplateDialog } from './TemplateDialog';
import { TemplateList } from './TemplateList';
import { startersQuery } from './useStarters';
import { VariableList } from './VariableList';

export const Route = createLazyRoute('/shell/journal/templates')({ component: TemplatesPage });

/** What entries begin with: templates, their variables, and open tasks of the day before. */
function TemplatesPage() {
	const { t } = useLingui();
	const { data, error, refetch } = useQuery(startersQuery());
	const [edited, setEdited] = useState<TemplateCardFragment | 'new'>();
	const templates = data?.viewer?.templates ?? [];
	const rollOver = data?.viewer?.rollOver;
	const add = (
		<Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>
			<Trans>New template</Trans>
		</Button>
	);
	return (
		<Page
			title={t`Templates and open tasks`}
			lead={t`What a new entry can begin with. It is offered above the text, and behind a slash: /template.`}
			width="reading"
			actions={templates.length > 0 ? add : undefined}
		>
			{error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
			{!data && !error ? <Skeleton height={200} radius="lg" /> : null}
			{data && templates.length === 0 ? (
				<EmptyState
					title={t`No templates yet`}
					icon={<LayoutTemplate size={20} aria-hidden />}
					action={add}
				>
					<Trans>
						A standup, a weekly review, a checklist: write it once, and choose the weekdays on which
						it is offered.
					</Trans>
				</EmptyState>
			) : null}
			{templates.length > 0 ? (
				<Card title={t`Templates`}>
					<TemplateList templates={templates} onEdit={setEdited} />
				</Card>
			) : null}
			{rollOver ? <RollOverForm key={JSON.stringify(rollOver)} chosen={rollOver} /> : null}
			{data ? (
				<Card title={t`Variables`}>
					<VariableList />
				</Card>
			) : null}
			<TemplateDialog
				key={edited === 'new' ? 'new' : edited?.id}
				edited={edited}
				onClose={() => setEdited(undefined)}
			/>
		</Page>
	);
}
