import { useLingui } from '@lingui/react/macro';
import { createLazyRoute } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '@/lib/shortcuts';
import { Page } from '@/ui/Page';
import { Hits } from './Hits';
import { SaveView } from './SaveView';
import { SearchField } from './SearchField';
import { SearchHelp } from './SearchHelp';
import { ViewList } from './ViewList';

export const Route = createLazyRoute('/shell/search')({ component: SearchPage });

/** How long to wait after the last key before asking, in milliseconds. */
const pause = 220;

/** Full text over the viewer's own entries. The words stand in the address. */
function SearchPage() {
	const { t } = useLingui();
	const { q = '' } = Route.useSearch();
	const navigate = Route.useNavigate();
	const field = useRef<HTMLInputElement>(null);
	const [text, setText] = useState(q);
	const words = q.trim();

	useEffect(() => setText(q), [q]);
	useEffect(() => {
		if (text === q) return;
		const timer = setTimeout(() => {
			void navigate({ search: text.trim() ? { q: text } : {}, replace: true });
		}, pause);
		return () => clearTimeout(timer);
	}, [text, q, navigate]);

	useShortcuts([
		{ keys: '/', label: t`Search`, group: t`Search`, run: () => field.current?.focus() },
	]);

	return (
		<Page
			title={t`Search`}
			tabTitle={words ? t`Search: ${words}` : t`Search`}
			width="reading"
			actions={words ? <SaveView query={words} /> : undefined}
		>
			<SearchField field={field} text={text} onChange={setText} />
			{words === '' ? (
				<>
					<ViewList />
					<SearchHelp onTry={setText} />
				</>
			) : (
				<Hits words={words} />
			)}
		</Page>
	);
}
