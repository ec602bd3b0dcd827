import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { Page } from '@/ui/Page';

export const Route = createLazyRoute('/welcome')({ component: WelcomePage });

function WelcomePage() {
	const { t } = useLingui();
	return <Page title={t`Welcome`}>{null}</Page>;
}
