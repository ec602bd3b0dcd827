import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { type Action, useActions } from '@/lib/actions';
import { renderInApp } from '@/test/render';
import { Palette } from './Palette';
import { openPalette } from './store';

function Page({ actions }: { actions: Action[] }) {
	useActions(actions);
	return <Palette />;
}

const action = (id: string, title: string, run = vi.fn()): Action => ({
	id,
	title,
	section: 'go',
	run,
});

describe('PaletteDialog', () => {
	it('is a combobox that arrows and Enter drive', async () => {
		const run = vi.fn();
		const user = userEvent.setup();
		await renderInApp(
			<Page
				actions={[action('a', 'Today'), action('b', 'Journal', run), action('c', 'Settings')]}
			/>,
		);
		openPalette();
		const box = await screen.findByRole('combobox');
		await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
		await user.type(box, 'jou');
		const chosen = screen.getByRole('option', { selected: true });
		expect(chosen).toHaveTextContent('Journal');
		expect(box).toHaveAttribute('aria-activedescendant', chosen.id);
		await user.keyboard('{Enter}');
		expect(run).toHaveBeenCalledTimes(1);
		await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
	});

	it('always offers to search the entries', async () => {
		const user = userEvent.setup();
		const { href } = await renderInApp(<Page actions={[action('a', 'Today')]} />);
		openPalette();
		await user.type(await screen.findByRole('combobox'), 'zebra');
		await user.keyboard('{Enter}');
		await waitFor(() => expect(href()).toBe('/search?q=zebra'));
	});
});
