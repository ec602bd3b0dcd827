import { describe, expect, it } from 'vitest';
import { addressOf, bytes } from './push';

describe('push', () => {
	it('reads base64url with its own signs and without padding', () => {
		expect([...bytes('-_8')]).toEqual([0xfb, 0xff]);
		expect([...bytes('BAEC')]).toEqual([4, 1, 2]);
	});

	it('takes from the browser what the API asks for', () => {
		const keys = { p256dh: 'p', auth: 'a' };
		expect(addressOf({ endpoint: 'https://push.example/x', keys })).toEqual({
			endpoint: 'https://push.example/x',
			...keys,
		});
	});
});
