import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { handleShortcut } from '@/lib/shortcuts';
import { Toaster } from '@/ui/Toaster';
import { LiveRegions } from './LiveRegions';
import { SessionWatch } from './SessionWatch';
import { UpdatePrompt } from './UpdatePrompt';

/** What stands around every page: messages, live regions, the session and updates. */
export function Root() {
	useEffect(() => {
		window.addEventListener('keydown', handleShortcut);
		return () => window.removeEventListener('keydown', handleShortcut);
	}, []);
	return (
		<>
			<Outlet />
			<Toaster />
			<LiveRegions />
			<SessionWatch />
			<UpdatePrompt />
		</>
	);
}
