import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { Card } from '@/ui/Card';
import classes from './CardSkeleton.module.css';

/** The shape of a card while its numbers load. */
export function CardSkeleton({ lines }: { lines: number }) {
	const { t } = useLingui();
	return (
		<Card>
			<div className={classes.lines} role="status" aria-label={t`Loading`}>
				<Skeleton height={22} width="35%" />
				{Array.from({ length: lines }, (_, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
					<Skeleton key={i} height={16} width={i % 2 === 0 ? '90%' : '70%'} />
				))}
			</div>
		</Card>
	);
}
