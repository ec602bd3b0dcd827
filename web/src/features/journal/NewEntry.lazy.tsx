import { useLingui } from '@lingui/react/macro';
import { createLazyRoute, useNavigate } from '@tanstack/react-router';
import { Page } from '@/ui/Page';
import { QuickCapture } from './QuickCapture';

export const Route = createLazyRoute('/shell/journal/new')({ component: NewEntryPage });

function NewEntryPage() {
	const { t } = useLingui();
	const navigate = useNavigate();
	return (
		<Page title={t`Write an entry`} width="reading">
			<QuickCapture
				autoFocus
				place="new"
				rows={12}
				onSaved={(entry) => void navigate({ to: '/journal', search: { day: entry.day } })}
			/>
		</Page>
	);
}
