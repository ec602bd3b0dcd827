import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '@/ui/Page';

export const Route = createLazyRoute('/shell/search')({ component: SearchPage });

function SearchPage() {
	const { t } = useLingui();
	return <Page title={t`Search`}>{null}</Page>;
}
