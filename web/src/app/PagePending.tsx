import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import classes from './PagePending.module.css';

/** The shape of a page while it loads. */
export function PagePending() {
	const { t } = useLingui();
	return (
		<div className={classes.page} role="status" aria-label={t`Loading`}>
			<Skeleton height={42} width="40%" />
			<Skeleton height={18} width="60%" />
			<Skeleton height={180} radius="lg" />
			<Skeleton height={180} radius="lg" />
		</div>
	);
}
