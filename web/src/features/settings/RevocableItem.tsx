import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { announce } from '@/lib/announce';
import type { UserError } from '@/lib/errors';
import { RowItem } from '@/ui/RowList';
import { ProblemList } from './ProblemList';
import { useAct } from './useAct';

interface RevocableItemProps {
	title: ReactNode;
	/** Small signs beside the title. */
	mark?: ReactNode;
	/** Since when it is there, and when and by whom it was used last. */
	used: ReactNode;
	/** The word on the button. */
	action: ReactNode;
	/** The same for those who hear it: with the name of the thing. */
	actionLabel: string;
	/** Ends it; without this there is no button. */
	revoke: (() => Promise<{ errors: readonly UserError[] }>) | undefined;
	/** Said once it has ended. */
	done: string;
	onRevoked: () => void;
	/** Other buttons, before it. */
	children?: ReactNode;
}

/** A way in or out of an account in a RowList, which its owner can end at once. */
export function RevocableItem({
	title,
	mark,
	used,
	action,
	actionLabel,
	revoke,
	done,
	onRevoked,
	children,
}: RevocableItemProps) {
	const act = useAct();
	const end = async (send: NonNullable<typeof revoke>) => {
		if (!(await act.run(send))) return;
		announce(done);
		onRevoked();
	};
	return (
		<RowItem
			title={title}
			mark={mark}
			detail={
				<>
					{used}
					<ProblemList problems={act.problems} />
				</>
			}
		>
			{children}
			{revoke ? (
				<Button
					size="xs"
					variant="default"
					loading={act.busy}
					aria-label={actionLabel}
					onClick={() => void end(revoke)}
				>
					{action}
				</Button>
			) : null}
			{act.dialog}
		</RowItem>
	);
}
