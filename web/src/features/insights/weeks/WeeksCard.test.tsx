import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/dates';
import { renderInApp } from '@/test/render';
import { WeeksCard } from './WeeksCard';

const weeks = [60, 120, 90].map((minutes, i) => ({
	from: addDays('2026-11-02', 7 * i),
	to: addDays('2026-11-08', 7 * i),
	entries: i + 1,
	minutes,
	activeDays: 2,
}));

describe('WeeksCard', () => {
	it('says it in a sentence, draws it, and has it as a table', async () => {
		const user = userEvent.setup();
		await renderInApp(<WeeksCard weeks={weeks} />);
		expect(screen.getByText(/This week so far: 1 hr 30 min over 3 entries/)).toBeInTheDocument();
		expect(screen.getByText(/Last week had 30 min more/)).toBeInTheDocument();
		const bar = screen.getByRole('link', { name: /Week of November 16: 1 hr 30 min, 3 entries/ });
		expect(bar).toHaveAttribute('href', '/journal?from=2026-11-16&to=2026-11-22');
		await user.click(screen.getByText('Show the weeks as a table'));
		expect(screen.getAllByRole('row')).toHaveLength(4);
	});

	it('teaches when there is nothing yet', async () => {
		await renderInApp(<WeeksCard weeks={weeks.map((w) => ({ ...w, entries: 0, minutes: 0 }))} />);
		expect(screen.getByText(/Add minutes to your entries/)).toBeInTheDocument();
	});
});
