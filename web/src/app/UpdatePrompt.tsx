import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { startServiceWorker } from '@/lib/pwa';
import classes from './UpdatePrompt.module.css';

/** Offers a newer version. Nothing reloads by itself, and drafts are kept when it does. */
export function UpdatePrompt() {
	const [apply, setApply] = useState<(() => void) | undefined>();
	useEffect(() => startServiceWorker((next) => setApply(() => next)), []);
	if (!apply) return null;
	return (
		<div className={classes.prompt} role="status">
			<p>
				<Trans>A newer Tamatar is ready. Your drafts stay.</Trans>
			</p>
			<Button size="xs" onClick={apply}>
				<Trans>Update now</Trans>
			</Button>
			<Button size="xs" variant="subtle" color="gray" onClick={() => setApply(undefined)}>
				<Trans>Later</Trans>
			</Button>
		</div>
	);
}
