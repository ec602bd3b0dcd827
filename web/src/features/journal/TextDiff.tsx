import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import classes from './TextDiff.module.css';
import { wordDiff } from './word-diff';

/** Characters of unchanged text that stay around a change. */
const around = 160;

/** What changed between two texts, word by word; long unchanged parts are cut. */
export function TextDiff({ before, after }: { before: string; after: string }) {
	const { t } = useLingui();
	const parts = useMemo(() => wordDiff(before, after), [before, after]);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
		<section className={classes.text} dir="auto" aria-label={t`What changed`} tabIndex={0}>
			{parts.map((part, index) => {
				const key = `${index}`;
				if (part.kind === 'mine') return <del key={key}>{part.text}</del>;
				if (part.kind === 'theirs') return <ins key={key}>{part.text}</ins>;
				return <span key={key}>{cut(part.text, index > 0, index < parts.length - 1)}</span>;
			})}
		</section>
	);
}

/** An unchanged text, cut where no change stands beside it. */
function cut(text: string, changeBefore: boolean, changeAfter: boolean): string {
	const whole = [...text];
	const start = changeBefore ? around : 0;
	const end = changeAfter ? around : 0;
	if (whole.length <= start + end + around) return text;
	return `${whole.slice(0, start).join('')} … ${end ? whole.slice(-end).join('') : ''}`;
}
