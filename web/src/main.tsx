import './ui/layers.css';
import './ui/tokens.css';
import './ui/mantine.css';
import './ui/base.css';
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
	.finally(() => createRoot(root).render(<App />));
