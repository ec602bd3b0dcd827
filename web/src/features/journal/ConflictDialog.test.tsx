import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ConflictDialog } from './ConflictDialog';
import { TestFrame, testEntry } from './testing/frame';

function show(baseBody: string | null = 'line one\nline two\n') {
	const acts = { onSave: vi.fn(), onTakeTheirs: vi.fn(), onClose: vi.fn() };
	const current = testEntry({ body: 'line one\nline two\nadded by them\n', revision: 4 });
	render(
		<TestFrame>
			<ConflictDialog
				conflict={{ current, yourBody: '', baseBody }}
				mine={'line one, mine\nline two\n'}
				savedAt="yesterday"
				saving={false}
				{...acts}
			/>
		</TestFrame>,
	);
	return acts;
}

it('shows both versions whole, with what differs marked', () => {
	show();
	const mine = screen.getByRole('region', { name: 'Your version', hidden: true });
	const theirs = screen.getByRole('region', { name: 'Saved version', hidden: true });
	expect(mine.textContent).toBe('line one, mine\nline two\n');
	expect(theirs.textContent).toBe('line one\nline two\nadded by them\n');
	expect(mine.querySelector('mark')?.textContent).toBe(', mine');
	expect(theirs.querySelector('mark')?.textContent).toContain('added by them');
});

it('keeps mine, or takes the saved one', async () => {
	const user = userEvent.setup();
	const acts = show();
	await user.click(screen.getByRole('button', { name: 'Keep mine', hidden: true }));
	expect(acts.onSave).toHaveBeenCalledWith('line one, mine\nline two\n');
	await user.click(screen.getByRole('button', { name: 'Take the saved one', hidden: true }));
	expect(acts.onTakeTheirs).toHaveBeenCalledOnce();
});

it('offers the merged text to edit, with the changes of both', async () => {
	const user = userEvent.setup();
	const acts = show();
	await user.click(screen.getByRole('button', { name: 'Merge by hand', hidden: true }));
	const field = screen.getByLabelText('Merged text');
	expect(field).toHaveValue('line one, mine\nline two\nadded by them\n');
	await user.type(field, 'and me');
	const dialog = screen.getByRole('dialog', { hidden: true });
	await user.click(
		within(dialog).getByRole('button', { name: 'Save the merged text', hidden: true }),
	);
	expect(acts.onSave).toHaveBeenCalledWith('line one, mine\nline two\nadded by them\nand me');
});
