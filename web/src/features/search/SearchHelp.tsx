import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '@/ui/Card';
import classes from './SearchHelp.module.css';

/** What the search understands; each example can be tried. */
export function SearchHelp({ onTry }: { onTry: (text: string) => void }) {
	const { t } = useLingui();
	const examples = [
		{ text: 'flaky test', means: t`both words, anywhere` },
		{ text: '"flaky test"', means: t`these words, in this order` },
		{ text: 'deploy -friday', means: t`without a word` },
		{ text: 'redis OR postgres', means: t`either of the two` },
		{ text: 'useEffect', means: t`names in code, or a part of them` },
		{ text: '#go kind:learned', means: t`a tag with all below it, and the kind` },
		{ text: 'has:code is:private', means: t`what an entry has, and who may see it` },
		{ text: 'mood:>3 minutes:>1h', means: t`mood, energy and time spent` },
		{ text: 'on:2026-11 -has:task', means: t`a day, month or year; a minus leaves out` },
		{ text: '(redis OR postgres) age:<30d', means: t`groups, and the last thirty days` },
	];
	return (
		<Card title={t`What you can ask`}>
			<ul className={classes.list}>
				{examples.map((example) => (
					<li key={example.text} className={classes.row}>
						<button type="button" className={classes.try} onClick={() => onTry(example.text)}>
							<code dir="ltr">{example.text}</code>
						</button>
						<span>{example.means}</span>
					</li>
				))}
			</ul>
			<p className={classes.note}>
				<Trans>Only your own entries are searched, with the newest first.</Trans>
			</p>
		</Card>
	);
}
