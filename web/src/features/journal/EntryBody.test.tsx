import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { EntryBody } from './EntryBody';
import { TestFrame, testEntry } from './testing/frame';

it('says a first line once where the page has it as its heading', () => {
	const entry = testEntry({
		title: 'A first line',
		body: 'A first line\n\nThe rest.',
		bodyHtml: '<p>A first line</p>\n<p>The rest.</p>',
	});
	const { rerender } = render(
		<TestFrame>
			<EntryBody entry={entry} titleAbove />
		</TestFrame>,
	);
	expect(screen.getByText('A first line')).not.toBeVisible();
	expect(screen.getByText('The rest.')).toBeVisible();
	rerender(
		<TestFrame>
			<EntryBody entry={entry} />
		</TestFrame>,
	);
	expect(screen.getByText('A first line')).toBeVisible();
	expect(screen.getByText('A first line')).toHaveAttribute('data-title');
});
