import './ui/layers.css';
import './ui/tokens.css';
import './ui/mantine.css';
import './ui/base.css';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { applySchemeEarly } from './app/scheme';
import { activateLocale, initialLocale } from './lib/i18n';

applySchemeEarly();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const wanted = initialLocale();
activateLocale(wanted)
	.catch(() => (wanted === 'en' ? undefined : activateLocale('en')))
	// A transition renders in slices, so that the first picture of index.html never stands in the way of a click.
	.finally(() => startTransition(() => createRoot(root).render(<App />)));
