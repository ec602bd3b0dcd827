import { lazy, Suspense } from 'react';
import { patiently } from '@/lib/patiently';
import { useOpenDialog } from './store';

const PaletteDialog = lazy(() => patiently(() => import('./PaletteDialog')));
const ShortcutsDialog = lazy(() => patiently(() => import('./ShortcutsDialog')));

/** The command palette and the list of shortcuts; their code comes when they are first opened. */
export function Palette() {
	const open = useOpenDialog();
	return (
		<Suspense fallback={null}>
			{open === 'palette' ? <PaletteDialog /> : null}
			{open === 'shortcuts' ? <ShortcutsDialog /> : null}
		</Suspense>
	);
}
