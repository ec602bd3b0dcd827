import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { addDays } from '@/lib/dates';
import { renderInApp } from '@/test/render';
import { Heatmap } from './Heatmap';
import type { HeatmapDay } from './layout';

function days(from: string, count: number): HeatmapDay[] {
	return Array.from({ length: count }, (_, i) => ({
		day: addDays(from, i),
		entries: i % 3,
		minutes: (i % 3) * 30,
		sourceItems: 0,
		mark: i % 3 ? 'ACTIVE' : 'MISSED',
	}));
}

describe('Heatmap', () => {
	it('gives every day a link with its date and its count in words', async () => {
		await renderInApp(
			<Heatmap days={days('2024-02-20', 14)} weekStart="MONDAY" label="Your year" />,
		);
		expect(screen.getByRole('grid', { name: 'Your year' })).toBeInTheDocument();
		expect(screen.getAllByRole('row')).toHaveLength(7);
		const links = screen.getAllByRole('link');
		expect(links).toHaveLength(14);
		const leap = links.find((l) => l.getAttribute('aria-label')?.includes('February 29, 2024'));
		expect(leap).toHaveAttribute('href', '/journal?day=2024-02-29');
	});

	it('has one tab stop, the newest day, and moves it with the arrow keys', async () => {
		await renderInApp(<Heatmap days={days('2026-11-02', 21)} weekStart="MONDAY" label="x" />);
		const stop = () =>
			screen.getAllByRole('link').filter((l) => l.getAttribute('tabindex') === '0');
		expect(stop()).toHaveLength(1);
		expect(stop()[0]?.getAttribute('aria-label')).toContain('November 22');
		for (const [key, day] of [
			['ArrowUp', 'November 21'],
			['ArrowLeft', 'November 14'],
			['ArrowDown', 'November 15'],
			['Home', 'November 2,'],
			['ArrowRight', 'November 9'],
			['End', 'November 22'],
		] as const) {
			const from = stop()[0];
			if (!from) throw new Error('no tab stop');
			fireEvent.keyDown(from, { key });
			expect(stop()).toHaveLength(1);
			expect(stop()[0]?.getAttribute('aria-label')).toContain(day);
			expect(document.activeElement).toBe(stop()[0]);
		}
	});

	it('opens the day that is clicked', async () => {
		const { href } = await renderInApp(
			<Heatmap days={days('2026-11-02', 7)} weekStart="SUNDAY" label="x" />,
		);
		const last = screen.getAllByRole('link').find((l) => l.getAttribute('tabindex') === '0');
		if (!last) throw new Error('no day');
		fireEvent.click(last);
		await screen.findByRole('grid');
		expect(href()).toBe('/journal?day=2026-11-08');
	});
});
