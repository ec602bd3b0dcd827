import { Outlet } from '@tanstack/react-router';
import { Toaster } from '@/ui/Toaster';
import { LiveRegions } from './LiveRegions';
import { SessionWatch } from './SessionWatch';
import { UpdatePrompt } from './UpdatePrompt';

/** What stands around every page: messages, live regions, the session and updates. */
export function Root() {
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
