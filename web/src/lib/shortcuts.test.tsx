import { render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writePref } from './prefs';
import { handleShortcut, type Shortcut, useShortcuts } from './shortcuts';

function With({ shortcuts }: { shortcuts: Shortcut[] }) {
	useShortcuts(shortcuts);
	return <textarea aria-label="field" />;
}

function press(target: EventTarget, key: string, init: KeyboardEventInit = {}): void {
	target.dispatchEvent(
		new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
	);
}

const base = { label: 'x', group: 'y' };

describe('shortcuts', () => {
	beforeEach(() => window.addEventListener('keydown', handleShortcut));
	afterEach(() => window.removeEventListener('keydown', handleShortcut));

	it('runs single keys, but not while somebody types', () => {
		const run = vi.fn();
		const { getByLabelText } = render(<With shortcuts={[{ ...base, keys: 'n', run }]} />);
		press(getByLabelText('field'), 'n');
		expect(run).not.toHaveBeenCalled();
		press(document.body, 'n');
		expect(run).toHaveBeenCalledTimes(1);
	});

	it('runs sequences', () => {
		const run = vi.fn();
		render(<With shortcuts={[{ ...base, keys: 'g j', run }]} />);
		press(document.body, 'j');
		expect(run).not.toHaveBeenCalled();
		press(document.body, 'g');
		press(document.body, 'j');
		expect(run).toHaveBeenCalledTimes(1);
	});

	it('runs strokes with Ctrl while typing when they say so', () => {
		const run = vi.fn();
		const { getByLabelText } = render(
			<With shortcuts={[{ ...base, keys: 'mod+enter', run, whileTyping: true }]} />,
		);
		press(getByLabelText('field'), 'Enter', { ctrlKey: true });
		expect(run).toHaveBeenCalledTimes(1);
	});

	it('leaves single keys alone when they are switched off', () => {
		const run = vi.fn();
		render(<With shortcuts={[{ ...base, keys: '?', run }]} />);
		writePref('singleKeys', 'off');
		press(document.body, '?');
		expect(run).not.toHaveBeenCalled();
		writePref('singleKeys', 'on');
		press(document.body, '?', { shiftKey: true });
		expect(run).toHaveBeenCalledTimes(1);
	});

	it('forgets them when the component goes', () => {
		const run = vi.fn();
		const { unmount } = render(<With shortcuts={[{ ...base, keys: 'n', run }]} />);
		unmount();
		press(document.body, 'n');
		expect(run).not.toHaveBeenCalled();
	});
});
