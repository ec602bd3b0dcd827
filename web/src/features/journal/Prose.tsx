import { ServerHtml } from '@/ui/ServerHtml';
import classes from './Prose.module.css';

/** Text that the server rendered, in the look of an entry. Each block runs in its own direction. */
export function Prose({ html, className }: { html: string; className?: string | undefined }) {
	return (
		<ServerHtml html={html} dir="auto" className={`${classes.prose} ${className ?? ''}`.trim()} />
	);
}
