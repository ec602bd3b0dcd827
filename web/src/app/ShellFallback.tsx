import type { ErrorComponentProps } from '@tanstack/react-router';
import { Mark } from '@/ui/Mark';
import { VisuallyHidden } from '@/ui/VisuallyHidden';
import { PageError } from './PageError';
import { PagePending } from './PagePending';
import classes from './ShellFallback.module.css';

/** What stands on the page while the signed-in person is not known yet. */
export function ShellPending() {
	return (
		<main className={classes.main}>
			<Mark size={40} />
			<VisuallyHidden>
				<h1>Tamatar</h1>
			</VisuallyHidden>
			<PagePending />
		</main>
	);
}

/** What stands on the page when it could not be learned who is signed in. */
export function ShellError(props: ErrorComponentProps) {
	return (
		<main className={classes.main}>
			<Mark size={40} />
			<PageError {...props} />
		</main>
	);
}
