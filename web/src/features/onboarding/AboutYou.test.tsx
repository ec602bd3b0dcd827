import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { answerOperations, renderInApp, testViewer } from '@/test/render';
import { AboutYou } from './AboutYou';

describe('AboutYou', () => {
	it('fills in what the browser knows, and saves', async () => {
		const onDone = vi.fn();
		const user = userEvent.setup();
		const { calls } = answerOperations({
			UpdateViewer: () => ({ updateProfile: { viewer: testViewer, errors: [] } }),
		});
		await renderInApp(<AboutYou onDone={onDone} />);
		expect(screen.getByLabelText(/time zone/)).toHaveValue(
			Intl.DateTimeFormat().resolvedOptions().timeZone,
		);
		const name = screen.getByLabelText(/call you/);
		await user.clear(name);
		await user.type(name, 'Amara');
		await user.selectOptions(screen.getByLabelText(/day begins/), '3');
		await user.click(screen.getByRole('button', { name: 'Go on' }));
		await waitFor(() => expect(onDone).toHaveBeenCalledTimes(1));
		expect(calls[0]?.variables).toMatchObject({ input: { displayName: 'Amara', dayStart: 3 } });
	});

	it('shows what is to be mended beside the field and stays', async () => {
		const onDone = vi.fn();
		const user = userEvent.setup();
		answerOperations({
			UpdateViewer: () => ({
				updateProfile: {
					viewer: null,
					errors: [{ code: 'identity.name', field: 'displayName', message: 'Too long.' }],
				},
			}),
		});
		await renderInApp(<AboutYou onDone={onDone} />);
		await user.click(screen.getByRole('button', { name: 'Go on' }));
		expect(await screen.findByText('Too long.')).toBeInTheDocument();
		expect(screen.getByLabelText(/call you/)).toBeInvalid();
		expect(onDone).not.toHaveBeenCalled();
	});
});
