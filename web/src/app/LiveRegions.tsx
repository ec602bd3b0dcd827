import { useAnnouncements } from '@/lib/announce';
import { VisuallyHidden } from '@/ui/VisuallyHidden';

/** The two places whose text screen readers say when it changes. */
export function LiveRegions() {
	const { polite, assertive } = useAnnouncements();
	return (
		<VisuallyHidden>
			<span role="status" aria-live="polite">
				{polite}
			</span>
			<span role="alert" aria-live="assertive">
				{assertive}
			</span>
		</VisuallyHidden>
	);
}
