import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/render';
import { SearchHelp } from './SearchHelp';
import { SearchHit } from './SearchHit';

const hit = {
	snippetHtml: 'the <mark>upload</mark> was tricky',
	entry: {
		id: 'e1',
		day: '2026-11-22',
		kind: 'LEARNED' as const,
		audience: 'PRIVATE' as const,
		draft: false,
		title: 'Uploads resume now',
		minutes: 70,
		tags: [{ id: 't1', name: 'go' }],
	},
};

describe('SearchHit', () => {
	it('leads to the entry, to its day and to its tags, with the words marked', async () => {
		await renderInApp(<SearchHit hit={hit} />);
		expect(screen.getByRole('link', { name: 'Uploads resume now' })).toHaveAttribute(
			'href',
			'/journal/e1',
		);
		expect(screen.getByRole('link', { name: /Nov 22, 2026/ })).toHaveAttribute(
			'href',
			'/journal?day=2026-11-22',
		);
		expect(screen.getByRole('link', { name: 'go' })).toHaveAttribute('href', '/journal?tag=go');
		expect(screen.getByText('upload').tagName).toBe('MARK');
		expect(screen.getByText('Learned')).toBeInTheDocument();
	});
});

describe('SearchHelp', () => {
	it('offers examples that can be tried', async () => {
		const onTry = vi.fn();
		const user = userEvent.setup();
		await renderInApp(<SearchHelp onTry={onTry} />);
		await user.click(screen.getByRole('button', { name: '"flaky test"' }));
		await waitFor(() => expect(onTry).toHaveBeenCalledWith('"flaky test"'));
	});
});
