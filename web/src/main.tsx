import './ui/layers.css';
import './ui/tokens.css';
import './ui/mantine.css';
import './ui/base.css';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createAppRouter } from './app/router';
import { applySchemeEarly } from './app/scheme';
import { activateLocale, initialLocale } from './lib/i18n';
import { createQueryClient } from './lib/query';

applySchemeEarly();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const wanted = initialLocale();
const spoken = activateLocale(wanted).catch(() =>
	wanted === 'en' ? undefined : activateLocale('en'),
);

// The page and its data are fetched while the language is, not after it.
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
void router.load();

// A transition renders in slices, so that the first picture of index.html never stands in the way of a click.
void spoken.finally(() =>
	startTransition(() => createRoot(root).render(<App queryClient={queryClient} router={router} />)),
);
