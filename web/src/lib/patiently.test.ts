import { afterEach, expect, it, vi } from 'vitest';
import { patiently } from './patiently';

afterEach(() => vi.useRealTimers());

it('tries again until the part is there', async () => {
	vi.useFakeTimers();
	const load = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue('part');
	const part = patiently(load);
	await vi.advanceTimersByTimeAsync(3_000);
	expect(await part).toBe('part');
	expect(load).toHaveBeenCalledTimes(2);
});
